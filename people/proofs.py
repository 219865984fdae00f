"""The forms behind second steps, where allauth's would keep a secret in the open or break."""

from __future__ import annotations

from typing import Any

from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.auth import generate_totp_secret
from allauth.mfa.utils import decrypt, encrypt
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.http import HttpRequest

SECRET = "people.new_app"  # noqa: S105  where the sealed one lies
LONGEST_NAME = 60
# What the libraries below raise for it.
BROKEN = (AttributeError, LookupError, TypeError, ValueError)


class AddApp(ActivateTOTPForm):  # type: ignore[misc]  # allauth has no types
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Sealed while it waits in the session, which lies in the database."""
        self.user = kwargs.pop("user")
        forms.Form.__init__(self, *args, **kwargs)
        session = context.request.session
        if not self.is_bound or SECRET not in session:
            session[SECRET] = encrypt(generate_totp_secret())
        self.secret = decrypt(session[SECRET])


def forget(request: HttpRequest) -> None:
    request.session.pop(SECRET, None)


class AddPasskey(webauthn.AddWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    name = forms.CharField(
        label="A name for it",
        required=False,
        max_length=LONGEST_NAME,
        help_text="Such as “My phone”, so that you know it again.",
    )

    def clean(self) -> dict[str, Any]:
        """What is no answer of a browser is a wrong one; allauth breaks at it."""
        try:
            found: dict[str, Any] = super().clean()
        except forms.ValidationError:
            raise
        except BROKEN as error:
            raise get_adapter().validation_error("incorrect_code") from error
        return found

"""The forms behind second steps, where allauth's would keep a secret in the open or break."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.auth import generate_totp_secret
from allauth.mfa.utils import decrypt, encrypt
from allauth.mfa.webauthn import forms as webauthn
from cryptography.exceptions import InvalidSignature
from django import forms
from django.http import HttpRequest

SECRET = "people.new_app"  # noqa: S105  where the sealed one lies
LONGEST_NAME = 60
# What the libraries below raise for an answer that no browser gives.
BROKEN = (ArithmeticError, AttributeError, InvalidSignature, LookupError, TypeError, ValueError)
T = TypeVar("T")


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
        found: dict[str, Any] = _whole(super().clean)
        return found


class ByPasskey(webauthn.AuthenticateWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    def clean_credential(self) -> Any:
        return _whole(super().clean_credential)


class ByPasskeyAgain(webauthn.ReauthenticateWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    def clean_credential(self) -> Any:
        return _whole(super().clean_credential)


def _whole(clean: Callable[[], T]) -> T:
    """A wrong signature is a wrong proof, as a wrong code is; and so is what is none at all."""
    try:
        return clean()
    except forms.ValidationError:
        raise
    except BROKEN as error:
        raise get_adapter().validation_error("incorrect_code") from error

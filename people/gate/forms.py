"""allauth's forms, where they look at a proof."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.account import forms as account
from allauth.core import context
from allauth.mfa.base import forms as mfa

from people.gate import counters
from people.gate.counters import Proof
from people.gate.passing import proving
from people.models import User


def _looked_at(proof: Proof, look: Callable[[], str]) -> str:
    """`look` gives back what was typed, or says by a ValidationError that it is wrong."""
    with proving(context.request, proof) as tried:
        typed = look()
        tried.right = True
    return typed


class Authenticate(mfa.AuthenticateForm):  # type: ignore[misc]  # allauth has no types
    def clean_code(self) -> str:
        return _looked_at(counters.second_step(context.request, self.user), super().clean_code)


class Reauthenticate(mfa.ReauthenticateForm):  # type: ignore[misc]  # allauth has no types
    def clean_code(self) -> str:
        return _looked_at(counters.afresh(context.request, self.user), super().clean_code)


class ChangePassword(account.ChangePasswordForm):  # type: ignore[misc]  # allauth has no types
    def clean_oldpassword(self) -> str:
        return _looked_at(counters.afresh(context.request, self.user), super().clean_oldpassword)


class FirstPassword(account.SetPasswordForm):  # type: ignore[misc]  # allauth has no types
    """Somebody who was invited chooses one."""

    def choose(self, user: User) -> None:
        user.set_password(self.cleaned_data["password1"])


class ResetLink(account.UserTokenForm):  # type: ignore[misc]  # allauth has no types
    """The link to a new password. Whoever was let go since it was sent has none."""

    def clean(self) -> dict[str, Any]:
        request, whose = context.request, str(self.cleaned_data.get("uidb36", ""))
        with proving(request, counters.link(request, whose)) as tried:
            cleaned: dict[str, Any] = super().clean()
            if not self.reset_user.may_choose_a_password:
                raise account.get_adapter().validation_error("invalid_password_reset")
            tried.right = True
        return cleaned

"""allauth's forms, where they look at a proof."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as account
from allauth.core import context
from allauth.mfa.base import forms as mfa

from people.gate import counters
from people.gate.passing import proving
from people.models import User


class Authenticate(mfa.AuthenticateForm):  # type: ignore[misc]  # allauth has no types
    def clean_code(self) -> str:
        request = context.request
        with proving(request, counters.second_step(request, self.user)) as tried:
            code: str = super().clean_code()
            tried.right = True
        return code


class Reauthenticate(mfa.ReauthenticateForm):  # type: ignore[misc]  # allauth has no types
    def clean_code(self) -> str:
        request = context.request
        with proving(request, counters.afresh(request, self.user)) as tried:
            code: str = super().clean_code()
            tried.right = True
        return code


class ChangePassword(account.ChangePasswordForm):  # type: ignore[misc]  # allauth has no types
    def clean_oldpassword(self) -> str:
        request = context.request
        with proving(request, counters.afresh(request, self.user)) as tried:
            typed: str = super().clean_oldpassword()
            tried.right = True
        return typed


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

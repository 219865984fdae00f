"""allauth's pages of passwords, which ask for every factor first."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.views import PasswordChangeView, PasswordSetView
from django.http import HttpRequest, HttpResponse

ONESELF = "somebody who is signed in"


class _AfterEveryFactor:
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        get_adapter().is_reauthentication_required(app="people")
        shown: HttpResponse = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]  # the page beside it has one
        return shown


class FirstPassword(_AfterEveryFactor, PasswordSetView):  # type: ignore[misc]  # allauth has no types
    """By a fresh proof of the provider; else by the link that “forgotten password” mails."""


class ChangePassword(_AfterEveryFactor, PasswordChangeView):  # type: ignore[misc]  # allauth has no types
    """The old password alone does not change a factor."""


first_password: Any = FirstPassword.as_view()
change_password: Any = ChangePassword.as_view()
first_password.who_may = change_password.who_may = ONESELF  # read by the house test

"""What the gatekeeper hears of, once, when the program starts."""

from typing import Any

from allauth.account.signals import password_reset
from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest

from people.gate import browsers, guessed
from people.models import User


def declare() -> None:
    user_logged_in.connect(_showed, dispatch_uid="people.gate")
    password_reset.connect(_chose, dispatch_uid="people.gate")
    guessed.declare()


def _showed(sender: Any, request: HttpRequest | None, user: User, **_: Any) -> None:
    """Who has just signed in."""
    if request is not None:
        browsers.remember(request, user)


def _chose(sender: Any, request: HttpRequest | None, user: User, **_: Any) -> None:
    """Who used a link out of their own mail. Where there is a second step that is half a proof:
    with each link one more browser would have codes to guess that nobody counts together."""
    if not user.has_second_step:
        _showed(sender, request, user)

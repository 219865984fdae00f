"""Who may open a page. Every route says so, and a house test reads it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from ledger.refusals import ForbiddenError
from people.models import User
from people.roles import Role

View = Callable[..., HttpResponseBase]


class PersonRequest(HttpRequest):
    """A request of somebody who is signed in."""

    user: User


@dataclass(frozen=True)
class Door:
    """`phrase` completes "Only … can open this page."."""

    phrase: str
    admits: Callable[[User], bool]

    def __call__(self, view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            user = request.user
            if not isinstance(user, User):
                return redirect_to_login(request.get_full_path())
            if not self.admits(user):
                raise PermissionDenied(f"Only {self.phrase} can open this page.")
            try:
                return view(request, *args, **kwargs)
            except ForbiddenError as refusal:
                raise PermissionDenied(str(refusal)) from refusal

        guarded.who_may = self.phrase  # type: ignore[attr-defined]  # read by the house test
        return guarded


def roles(phrase: str, *wanted: Role) -> Door:
    return Door(phrase, lambda user: user.holds(*wanted))


def public(view: View) -> View:
    """Anybody, signed in or not."""
    view.who_may = "anybody"  # type: ignore[attr-defined]  # read by the house test
    return view


signed_in = Door("somebody who is signed in", lambda user: True)
officers = roles("a communications officer", Role.OFFICER, Role.HEAD)
auditors = roles("an auditor", Role.AUDITOR)
stewards = roles("a steward", Role.STEWARD)

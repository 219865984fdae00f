"""Who may open a page, and which acts are taken there. Every route says so; house tests read it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

from ledger import acts
from ledger.acts import Declared
from ledger.refusals import ForbiddenError
from ledger.steps import Step
from people.models import User
from people.roles import Role

View = Callable[..., HttpResponseBase]
V = TypeVar("V", bound=View)


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


def public(view: V) -> V:
    """Anybody, signed in or not."""
    opened = login_not_required(view)
    opened.who_may = "anybody"  # type: ignore[attr-defined]  # read by the house test
    return opened


def opens(
    *declared: Declared[Any],
    route: str,
    args: Callable[[Any], list[Any]] | None = lambda thing: [thing.pk],
) -> Callable[[V], V]:
    """Say that these acts are taken on this page.

    `args` are what its route needs of the thing that the page is about, and a step's verb besides;
    None where the page belongs to no one thing.
    """

    def address(act: Declared[Any], thing: Any) -> str:
        verb = [act.verb] if isinstance(act, Step) else []
        return reverse(route, args=[*args(thing), *verb]) if args else reverse(route)

    def declare(view: V) -> V:
        for each in declared:
            place = (lambda thing, act=each: address(act, thing)) if args else None
            acts.opens(acts.Door("page", route, place), each)
        return view

    return declare


signed_in = Door("somebody who is signed in", lambda user: True)
officers = roles("a communications officer", Role.OFFICER, Role.HEAD)
auditors = roles("an auditor", Role.AUDITOR)
stewards = roles("a steward", Role.STEWARD)

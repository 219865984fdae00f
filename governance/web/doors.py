"""Who may open a page, and which acts are taken there. Every route says so; house tests read it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial, wraps
from typing import Any, TypeVar

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import resolve, reverse

from ledger import acts
from ledger.acts import Declared
from ledger.refusals import ForbiddenError
from ledger.steps import Step
from people.models import User
from people.roles import Role

View = Callable[..., HttpResponseBase]
Args = Callable[[Any], list[Any] | None]
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
        guarded.admits = self.admits  # type: ignore[attr-defined]  # read by `admitted`
        return guarded


def admitted(address: str, user: User) -> bool:
    """Whether the page at this address opens for them, whatever it then says of its thing."""
    admits: Callable[[User], bool] | None = getattr(resolve(address).func, "admits", None)
    return admits is None or admits(user)


def roles(phrase: str, *wanted: Role) -> Door:
    return Door(phrase, lambda user: user.holds(*wanted))


def public(view: V) -> V:
    """Anybody, signed in or not."""
    opened = login_not_required(view)
    opened.who_may = "anybody"  # type: ignore[attr-defined]  # read by the house test
    opened.is_public_page = True  # type: ignore[attr-defined]  # read where visitors are counted
    return opened


def repeats(view: V) -> V:
    """What is sent here is done each time, also from one form: a field is shown again."""
    view.repeats = True  # type: ignore[attr-defined]  # read where a second sending is noticed
    return view


def opens(
    *declared: Declared[Any],
    route: str,
    args: Args | None = lambda thing: [thing.pk],
    verb: bool = True,
) -> Callable[[V], V]:
    """Say that these acts are taken on this page.

    `args` are what its route needs of the thing that the page is about, or None where there is no
    page about it; no `args` where nobody is led there. A step's verb follows, where there is a
    `verb` in the route.
    """

    def declare(view: V) -> V:
        for each in declared:
            said = [each.verb] if verb and isinstance(each, Step) else []
            place = partial(_address, route, args, said) if args else None
            acts.opens(acts.Door("page", route, place), each)
        return view

    return declare


def _address(route: str, args: Args, verb: list[str], thing: Any) -> str:
    found = args(thing)
    return "" if found is None else reverse(route, args=[*found, *verb])


signed_in = Door("somebody who is signed in", lambda user: True)
officers = roles("a communications officer", Role.OFFICER, Role.HEAD)
auditors = roles("an auditor", Role.AUDITOR)
stewards = roles("a steward", Role.STEWARD)

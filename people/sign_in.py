"""Afresh: when somebody last showed who they are, by every factor that they have.

A session that was stolen can be used to make a new password or to add a new phone. So a factor
proves something in a session only where it existed before the session began: what there was is
written into the session when somebody signs in, and whatever is new since waits for the next time.
"""

from __future__ import annotations

import datetime
import enum
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare, salted_hmac

from people.models import Link, User
from people.models.appointment import SECOND_STEPS

BEFORE = "people.before"
FRESH_FOR = datetime.timedelta(minutes=5)
CHANGES_WITHIN = datetime.timedelta(minutes=15)
"""Long enough to install an app on a phone while the page stands open."""


class Factor(enum.StrEnum):
    PASSWORD = "password"  # noqa: S105  its name, none itself
    PROVIDER = "provider"
    SECOND_STEP = "second_step"


# What allauth calls them, and we: a plain sign-in by a provider ("socialaccount") says nothing of
# when its person was last there, so it is none of these.
FACTORS = {"password": Factor.PASSWORD, "provider": Factor.PROVIDER, "mfa": Factor.SECOND_STEP}


def remember(sender: Any, request: HttpRequest, user: User, **_: Any) -> None:
    """Django says so when somebody has signed in, once a session."""
    request.session[BEFORE] = {
        "password": _mark(user),
        Factor.SECOND_STEP: [str(pk) for pk in _steps(user)],
        Factor.PROVIDER: [str(link.pk) for link in _links(user)],
    }


def needed(user: User) -> list[set[Factor]]:
    """One of each set must be shown; an empty one can be shown by nobody."""
    own = Authenticator.objects.filter(user=user, type__in=SECOND_STEPS).exists()
    links = list(_links(user))
    if not own and any(link.vouched_since for link in links):
        return [{Factor.PROVIDER}]  # its second step is the only one there is
    first = {Factor.PASSWORD} if user.has_usable_password() else set()
    first |= {Factor.PROVIDER} if links else set()
    return [first, {Factor.SECOND_STEP}] if own else [first]


def signed_in_at(request: HttpRequest) -> datetime.datetime | None:
    """The instant since when all of it was shown in this session; None where something was not."""
    moments = _moments(request)
    asked = needed(_person(request))
    found = [[moments[each] for each in ways if each in moments] for ways in asked]
    return min(map(max, found)) if all(found) else None


def is_fresh(request: HttpRequest, *, now: datetime.datetime, within: datetime.timedelta) -> bool:
    at = signed_in_at(request)
    return at is not None and _lately(at, now, within)


def missing(
    request: HttpRequest, *, now: datetime.datetime, within: datetime.timedelta
) -> set[Factor] | None:
    """The ways to show the first factor that was not shown lately; None where nothing is missing.

    An empty set: it cannot be shown in this session, because it is newer than the session.
    """
    moments, person = _moments(request), _person(request)
    for ways in needed(person):
        if not any(each in moments and _lately(moments[each], now, within) for each in ways):
            return {each for each in ways if _existed(request, person, each)}
    return None


def _moments(request: HttpRequest) -> dict[Factor, datetime.datetime]:
    """When each factor was last shown, of those that count in this session."""
    person = _person(request)
    found: dict[Factor, datetime.datetime] = {}
    for each in get_authentication_records(request, person):
        factor = FACTORS.get(each.get("method", ""))
        if factor and _existed(request, person, factor, str(each.get("id", ""))):
            at = datetime.datetime.fromtimestamp(each["at"], datetime.UTC)
            found[factor] = max(at, found.get(factor, at))
    return found


def _existed(request: HttpRequest, person: User, factor: Factor, which: str | None = None) -> bool:
    """Whether it was there before the session, and is there still; `which` of several, if said."""
    before = request.session.get(BEFORE) or {}
    if factor is Factor.PASSWORD:
        return constant_time_compare(before.get(factor, ""), _mark(person))
    now = _steps(person) if factor is Factor.SECOND_STEP else [link.pk for link in _links(person)]
    still = {str(pk) for pk in now} & set(before.get(factor, []))
    return bool(still) if which is None else which in still


def _person(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # noqa: S101  nobody else is asked
    return request.user


def _steps(user: User) -> list[int]:
    """Recovery codes stand for a second step that is not at hand."""
    return list(Authenticator.objects.filter(user=user).values_list("pk", flat=True))


def _links(user: User) -> list[Link]:
    """Where the provider that vouches now knows them."""
    return list(Link.objects.counting().filter(person=user))


def _mark(user: User) -> str:
    """Of the password as it is stored; it says nothing of it to whoever reads the session."""
    return salted_hmac(BEFORE, user.password, algorithm="sha256").hexdigest()


def _lately(at: datetime.datetime, now: datetime.datetime, within: datetime.timedelta) -> bool:
    return datetime.timedelta(0) <= now - at <= within

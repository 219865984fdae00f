"""Fills a migrated database with channels and says how to sign in: python -m tests.bench.data N."""

import datetime
import json
import sys
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import django

BATCH = 2_000
TEAMS = 40
PEOPLE = 40
RARE = "Xylophone"
DAYS = 330  # the security reviews open evenly over these, so that each day some are due
TODAY = datetime.date(2027, 1, 4)
LONG_AGO = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)
PURPOSE = "What we do, for whom, when we answer and where to turn when we do not. " * 5


def fill(count: int) -> dict[str, str]:
    """Live channels as an estate would have them; what is said opens the doors to them."""
    from rest_framework.authtoken.models import Token as PlainToken

    from people import tokens
    from people.models import Scope, Team, User
    from people.roles import Role

    teams = Team.objects.bulk_create(
        [Team(slug=f"team-{each}", name=f"Service {each}") for each in range(TEAMS)]
    )
    people = User.objects.bulk_create(
        [
            User(email=f"person{each}@bench.invalid", name=f"Person {each}", password="none")
            for each in range(PEOPLE)
        ]
    )
    officer, head = people[:2]
    for person, role in ((officer, Role.OFFICER), (head, Role.HEAD)):
        _appoint(person, role)
    for start in range(0, count, BATCH):
        _add(range(start, min(start + BATCH, count)), teams, people)
    _, text = tokens.issue("bench", scopes=[Scope.CHANNELS_READ], days=None, person=None)
    plain: Any = PlainToken.objects.create(user=officer)
    return {
        "token": text,
        "plain_token": plain.key,
        "session": session(officer),
        "officer": str(officer.pk),
        **_examples(count),
    }


def _appoint(person: Any, role: str) -> None:
    """Held for long, with a second step; nobody signs in with it."""
    from allauth.mfa.models import Authenticator

    from people.models import Appointment

    Authenticator.objects.create(user=person, type="totp", data={}, created_at=LONG_AGO)
    held = {"state": "held", "basis": "before", "given_at": LONG_AGO, "since": LONG_AGO}
    Appointment.objects.create(person=person, role=role, **held)


def _add(numbers: range, teams: list[Any], people: list[Any]) -> None:
    from governance.models import Channel, Review
    from governance.published import listings

    channels = Channel.objects.bulk_create(_channels(numbers, teams, people))
    administering: Any = Channel.administrators.through
    administering.objects.bulk_create(
        [
            administering(channel_id=channel.pk, user_id=person.pk)
            for number, channel in zip(numbers, channels, strict=True)
            for person in (people[number % len(people)], people[(number + 7) % len(people)])
        ]
    )
    Review.objects.bulk_create(
        [
            Review(channel=channel, kind=kind, opens_on=opens_on, due_on=opens_on)
            for number, channel in zip(numbers, channels, strict=True)
            for kind, opens_on in _reviews(number)
        ]
    )
    listings.add(channels)


def _channels(numbers: range, teams: list[Any], people: list[Any]) -> Iterator[Any]:
    from addresses import from_handle
    from governance import book
    from governance.models import Channel, Platform

    known = book.current().addresses
    platforms = list(Platform.objects.filter(slug__in=["x", "instagram", "threads", "tiktok"]))
    for number in numbers:
        platform = platforms[number % len(platforms)]
        handle = f"bench{number}"
        address = from_handle(platform.rules, handle, known)
        yield Channel(
            state=Channel.State.LIVE,
            name=f"{RARE if number == 500 else 'Ward'} {number}",
            platform=platform,
            handle=handle,
            address_key=address.key,
            url=address.url,
            team=teams[number % len(teams)],
            purpose=PURPOSE,
            monitored="Monday to Friday, 9am to 5pm",
            lead=people[number % len(people)],
            access_method="keys",
            approved_on=TODAY,
            live_since=TODAY,
            confirmed_on=TODAY,
            ends_on=TODAY + datetime.timedelta(days=3000),
        )


def _reviews(number: int) -> Iterator[tuple[str, datetime.date]]:
    yield "security", TODAY + datetime.timedelta(days=1 + number % DAYS)
    yield "life_span", TODAY + datetime.timedelta(days=2900)


def _examples(count: int) -> dict[str, str]:
    from governance.models import Published
    from governance.published.cursors import Cursor

    newest = Published.objects.order_by("-updated_at", "-channel_id")
    before = newest[max(0, count - 101)]
    first = newest[0]
    return {
        "channel": str(first.pk),
        "address_key": first.address_key,
        "url": json.loads(bytes(first.document))["url"],
        "last_page": str(Cursor(before.updated_at, before.pk)),
    }


def session(user: Any) -> str:
    """The key of a session of somebody who has just signed in with everything they have."""
    from allauth.account.internal.flows.login import record_authentication
    from allauth.mfa.models import Authenticator
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.http import HttpRequest

    from people import sign_in

    request = HttpRequest()
    kept = request.session = import_module(settings.SESSION_ENGINE).SessionStore()
    kept[SESSION_KEY] = str(user.pk)
    kept[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    kept[HASH_SESSION_KEY] = user.get_session_auth_hash()
    sign_in.remember(None, request, user)
    record_authentication(request, user, method="password")
    for step in Authenticator.objects.filter(user=user):
        record_authentication(request, user, method="mfa", id=step.pk, type=step.type)
    kept.save()
    return str(kept.session_key)


if __name__ == "__main__":
    django.setup()
    json.dump(fill(int(sys.argv[1])), sys.stdout)

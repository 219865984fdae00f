"""One thing of each model that acts are about: of the lead's team, and of another team."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.management import get_commands, load_command_class
from django.db.models import Model
from django.urls import get_resolver

from governance.access import acts as access
from governance.models import (
    Channel,
    Finding,
    Holder,
    Mailbox,
    Plan,
    Platform,
    Review,
    Rules,
    Tool,
)
from people.models import Duty, Team, Token, User
from tests import cast as given
from tests.cast import NOON, TODAY, Cast
from tests.house.test_imports import ROOMS
from vault import grants, rotations
from vault.models import Cause, Custodian, Grant, Policy, PolicyChange, Rotation

ANSWERS = {"handle": "@pharmacy"}


def everywhere() -> None:
    """Doors say what they open where they are made: pages, commands, the admin."""
    if not get_resolver().url_patterns:
        raise AssertionError("There are no pages.")
    for name, room in get_commands().items():
        if room in ROOMS:
            load_command_class(room, name)


@dataclass(frozen=True)
class Things:
    """By model; `own` are those of the lead's team."""

    own: dict[type[Model], Model]
    others: dict[type[Model], Model]


def make(cast: Cast) -> Things:
    whose = {"lead": str(cast.outsider.pk), "administrators": [str(cast.outsider.pk)]}
    whose["administrators"] = [str(cast.outsider.pk), str(cast.officer2.pk)]
    pharmacy = {"by": cast.outsider, "team": cast.other_team, "answers": ANSWERS | whose}
    own = _around(given.live_channel(cast), cast.administrator, cast)
    others = _around(given.live_channel(cast, **pharmacy), cast.outsider, cast)
    again = {"handle": "@another"}
    own[Plan] = given.under_consideration(cast, answers=again)
    pharmacy["answers"] = ANSWERS | whose | {"handle": "@anotherpharmacy"}
    others[Plan] = given.under_consideration(cast, **pharmacy)
    own[Team], others[Team] = cast.team, cast.other_team
    own[User], others[User] = cast.member, cast.outsider
    settled: list[Model] = [
        given.policy(cast),
        Platform.objects.get(slug="instagram"),
        Mailbox.objects.get(),
        Rules.current(),
        Token(name="Token"),
        Tool.objects.create(name="Scheduler"),
        Duty(user=cast.on_call, starts_at=NOON, ends_at=NOON),
    ]
    for thing in settled:
        own[type(thing)] = others[type(thing)] = thing
    return Things(own, others)


def _around(channel: Channel, person: User, cast: Cast) -> dict[type[Model], Model]:
    """A channel with its reviews, its access list and its keys."""
    review = channel.reviews.get(kind=Review.Kind.SECURITY)
    custodian = channel.custodian
    if custodian is None:
        raise AssertionError("A live channel has keys here.")
    line = {"kind": "agency", "name": "Agency", "level": "read"}
    wish = grants.Wish(reason="To look.")
    asked = grants.request(custodian, wish, in_hours=True, by=person, today=TODAY)
    due = rotations.fall_due(custodian, Cause.REASON, by=cast.officer, today=TODAY)
    change = PolicyChange.objects.create(
        custodian=custodian,
        in_hours=Policy.IMMEDIATE,
        out_of_hours=Policy.IMMEDIATE,
        asked_by=cast.officer,
        asked_at=NOON,
    )
    return {
        Channel: channel,
        Review: review,
        Finding: Finding(channel=channel, review=review, text="…", deadline=TODAY),
        Holder: access.add(channel, by=cast.officer, today=TODAY, **line),
        Custodian: custodian,
        Grant: asked,
        Rotation: due,
        PolicyChange: change,
    }

"""What keys owe: new ones where a rotation is open, an account of what was opened at once."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterator, Mapping
from typing import Any

from django.urls import reverse
from django.utils import timezone

from governance.models import Channel, Obligation, Reach
from governance.obligations.circles import Circle
from governance.obligations.kinds import WEEK, Of, Owing, Scope, at, ladder, owed
from people.models import User
from vault import limits, undone
from vault.models import Cause, Custodian, Grant, Rotation
from vault.rotations import OPEN

UNDONE = "undone"


def _opening_page(obligation: Obligation) -> str:
    """Of a tool that runs nothing by now it is where its keys were kept first."""
    known = obligation.channel_id
    if known:
        return reverse("opening", args=[known, obligation.subject_id])
    return Grant.objects.select_related("custodian").get(pk=obligation.subject_id).path


def _since(rotation: Rotation) -> datetime.date:
    return timezone.localdate(rotation.confirmed_at) if rotation.confirmed_at else rotation.due_on


@owed(
    "keys",
    label="new keys",
    sentence={
        Rotation.State.DUE: "Put new keys in place: {about}",
        Rotation.State.PROPOSED: "Confirm the new keys: {about}",
        UNDONE: "Finish the change of keys: {about}",
    },
    act="rotation.confirm",
    href=at("channel-keys"),
    ladders=dict.fromkeys(
        [*OPEN, UNDONE],
        ladder((Reach.LEAD, 0), (Reach.OFFICERS, 2), (Reach.HEAD, 7), repeat=WEEK),
    ),
    what_if_not="Somebody who should not can still get in.",
    urgent=True,
    subject=Rotation,
    hears=[Custodian, Grant, Channel],
    of=Of.CUSTODIANS,
)
def keys(scope: Scope) -> Iterator[Owing]:
    """Every rotation that is due or proposed, unless new keys were only offered; and what a
    confirmation said was not done yet, such as ending all sessions.

    Keys of a tool that runs nothing open nothing: they are owed once something is run through it.
    """
    asked = scope.within(Of.CUSTODIANS, "custodian")
    found = Rotation.objects.filter(asked, state__in=OPEN, custodian__retired_on=None)
    rotations = list(found.exclude(cause=Cause.OFFERED).select_related("custodian"))
    unfinished = {each.pk: each for each in undone.left().filter(asked).select_related("custodian")}
    rotations += unfinished.values()
    channels = _channels_of({each.custodian_id for each in rotations})
    for rotation in rotations:
        if rotation.custodian_id not in channels:
            continue
        yield _owing(
            rotation,
            channels,
            since=_since(rotation),
            due_on=_since(rotation),
            stage=UNDONE if rotation.pk in unfinished else rotation.state,
        )


@owed(
    "account",
    label="account of an opening",
    sentence="Say what you did with the keys: {about}",
    act="grant.give_account",
    href=_opening_page,
    ladders=ladder((Reach.PERSON, 0), (Reach.HEAD, 2), repeat=WEEK),
    what_if_not="Nobody knows what was done with the keys; who owes it opens no more at once.",
    urgent=True,
    circle=Circle.PERSON,
    subject=Grant,
    hears=[Custodian, Channel],
    of=Of.CUSTODIANS,
)
def account(scope: Scope) -> Iterator[Owing]:
    """What was opened at once and nobody accounted for."""
    found = limits.unaccounted().filter(scope.within(Of.CUSTODIANS, "custodian"))
    grants = list(found.select_related("custodian"))
    channels = _channels_of({each.custodian_id for each in grants})
    for grant in grants:
        yield _owing(
            grant,
            channels,
            person_id=grant.person_id,
            since=grant.account_by,
            due_on=grant.account_by,
        )


def account_page(user: User, today: datetime.date) -> str:
    """Where the oldest account that this person should have given is written, if any."""
    grant = limits.overdue(user.pk, today=today).select_related("custodian").first()
    return grant.path if grant else ""


def _owing(thing: Rotation | Grant, channels: Mapping[uuid.UUID, Channel], **facts: Any) -> Owing:
    """What keys owe is their custodian's; a tool that runs nothing has no channel."""
    channel = channels.get(thing.custodian_id)
    facts |= {"subject_id": thing.pk, "key": thing.custodian_id, "about": str(thing.custodian)}
    return Owing.of(channel, **facts) if channel else Owing(**facts)


def _channels_of(custodians: set[uuid.UUID]) -> dict[uuid.UUID, Channel]:
    """A channel that each of these opens: its own, or one that is run through its tool still."""
    if not custodians:
        return {}
    own = Channel.objects.filter(custodian__in=custodians)
    going_on = Channel.objects.exclude(state=Channel.State.RETIRED).select_related("tool")
    run = going_on.filter(tool__custodian__in=custodians)
    found = {each.tool.custodian_id: each for each in run.order_by("pk") if each.tool}
    found |= {each.custodian_id: each for each in own}
    return {pk: channel for pk, channel in found.items() if pk}

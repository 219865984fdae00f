"""What channels owe: an end, a lead and two administrators."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from django.utils import timezone

from governance.access import looked
from governance.access.days import asked_since
from governance.channels import causes
from governance.channels.people import ENOUGH
from governance.models import Channel, Holder, Plan, Reach, Review
from governance.models.channel import LapseCause
from governance.obligations.kinds import (
    AGAIN,
    MONTH,
    UPWARDS,
    WEEK,
    But,
    Owing,
    Scope,
    at,
    ladder,
    owed,
)
from people.models import User

State = Channel.State
STAYS_OFF = "It stays off the list, and on its platform it goes on."
OFF_THE_LIST = ladder((Reach.OFFICERS, -WEEK), (Reach.OFFICERS, 0), (Reach.HEAD, 14), repeat=AGAIN)
TO_OFFICERS = ladder((Reach.LEAD, 0), (Reach.OFFICERS, 14), (Reach.HEAD, MONTH), repeat=AGAIN)
UP = ladder((Reach.MANAGER, 0), (Reach.HEAD, 14), (Reach.HEAD, 37), (Reach.HEAD, 60), repeat=AGAIN)


@owed(
    "end_date",
    label="an end date",
    sentence="Settle how long it lives: {about}",
    act="plan.start_renewal",
    href=at("plan-renew"),
    ladders=UPWARDS,
    what_if_not="One that is live is given an end for the time being.",
    patience=lambda rules: rules.no_end_days,
    subject=Channel,
    hears=[Plan],
    within=6 * MONTH,
)
def end_date(scope: Scope) -> Iterator[Owing]:
    for channel in scope.going_on:
        if channel.ends_on is None and channel.pk not in scope.to_be_decided:
            yield Owing.of(channel, since=asked_since(channel, scope.rules))


@owed(
    "lead",
    label="a lead",
    sentence="Name a lead: {about}",
    act="channel.name_people",
    href=at("channel-people"),
    ladders=UP,
    what_if_not="Nobody answers for it. One that is live is taken off the list.",
    patience=lambda rules: rules.no_lead_days,
    subject=Channel,
    hears=[User],
    within=WEEK,
)
def lead(scope: Scope) -> Iterator[Owing]:
    """Nobody answers for it, or somebody who is not here any more; before it is live as well."""
    for channel in scope.unretired:
        if channel.lead is None or not channel.lead.is_active:
            yield Owing.of(channel)


@owed(
    "administrators",
    label="two administrators",
    sentence="Name two administrators: {about}",
    act="channel.name_people",
    href=at("channel-people"),
    ladders=UP,
    what_if_not="Nobody stands in when its lead is away. One that is live is taken off the list.",
    patience=lambda rules: rules.too_few_days,
    subject=Channel,
    hears=[User],
    within=MONTH,
)
def administrators(scope: Scope) -> Iterator[Owing]:
    """Fewer than two can act on it; the lead is one of them."""
    for channel in scope.going_on:
        if sum(user.is_active for user in channel.administrators.all()) < ENOUGH:
            yield Owing.of(channel)


LIST, CHANGED = "list", "changed"
LOOK = But(
    part="access_list",
    act="channel.confirm_access",
    href=at("channel-access"),
    what_if_not="Its access list is shown as not confirmed, also to whoever is on call.",
)


@owed(
    "access_confirmation",
    label="a word that it is right",
    sentence={
        "": "Say that it is still correct: {about}",
        State.SUSPENDED: "Put it right and reinstate it, or retire it: {about}",
        State.LAPSED: "Say that it is correct, or retire it: {about}",
        LIST: "Look at who can act on it: {about}",
        CHANGED: "Look at who can act on it, now that people have changed: {about}",
    },
    act="channel.confirm",
    href=at("channel"),
    ladders={
        "": ladder(
            (Reach.LEAD, -MONTH),
            (Reach.LEAD, 0),
            (Reach.OFFICERS, 14),
            (Reach.HEAD, MONTH),
            repeat=AGAIN,
        ),
        State.SUSPENDED: OFF_THE_LIST,
        State.LAPSED: OFF_THE_LIST,
        LIST: TO_OFFICERS,
        CHANGED: TO_OFFICERS,
    },
    but={
        State.SUSPENDED: But(act="channel.reinstate", what_if_not=STAYS_OFF),
        State.LAPSED: But(what_if_not=STAYS_OFF),
        LIST: LOOK,
        CHANGED: LOOK,
    },
    what_if_not="It is taken off the list after its grace.",
    patience=lambda rules: rules.confirmation_grace_days,
    subject=Channel,
    hears=[Review, Holder, User],
)
def confirmation(scope: Scope) -> Iterator[Owing]:
    """Official means confirmed lately: its address, what it says of itself, who answers for it.
    And by its access list, that somebody has looked who can act on it today.

    What is off the list waits for a word as well: that it is right again, or that it is over. One
    whose life span ended owes a renewal or its closing.
    """
    for channel in scope.going_on:
        yield _list_looked_at(channel, scope)
        if channel.state != State.LIVE:
            if channel.lapse_cause != LapseCause.LIFE_SPAN or channel.state == State.SUSPENDED:
                yield _off_the_list(channel)
            continue
        by = causes.confirm_by(channel, scope.rules)
        since = by - datetime.timedelta(days=MONTH)
        yield Owing.of(channel, since=since, due_on=by)


def _off_the_list(channel: Channel) -> Owing:
    at = channel.suspended_at
    since = timezone.localdate(at) if at else channel.lapsed_on
    due_on = since + datetime.timedelta(days=2 * WEEK) if since else None
    return Owing.of(channel, since=since, due_on=due_on, stage=channel.state)


def _list_looked_at(channel: Channel, scope: Scope) -> Owing:
    by = looked.look_by(channel, scope.rules)
    changed = channel.access_changed_on
    return Owing.of_part(
        LOOK.part,
        channel,
        since=changed or by - datetime.timedelta(days=MONTH),
        due_on=by,
        stage=CHANGED if changed else LIST,
    )

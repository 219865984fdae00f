"""What channels owe: an end, a lead and two administrators."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from governance.channels import causes
from governance.channels.people import ENOUGH
from governance.models import Channel, Plan, Reach, Review
from governance.obligations.kinds import (
    AGAIN,
    MONTH,
    UPWARDS,
    WEEK,
    Owing,
    Scope,
    at,
    ladder,
    owed,
)
from people.models import User

UP = ladder((Reach.MANAGER, 0), (Reach.HEAD, 14), (Reach.HEAD, 37), (Reach.HEAD, 60), repeat=AGAIN)


@owed(
    "end_date",
    label="an end date",
    sentence="Settle how long it lives: {about}",
    act="plan.start_renewal",
    href=at("plan-renew"),
    ladders=UPWARDS,
    what_if_not="Nobody knows when somebody looks again.",
    subject=Channel,
    hears=[Plan],
    within=6 * MONTH,
)
def end_date(scope: Scope) -> Iterator[Owing]:
    for channel in scope.going_on:
        if channel.ends_on is None and channel.pk not in scope.to_be_decided:
            yield Owing.of(channel)


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
    what_if_not="Nobody stands in when its lead is away.",
    subject=Channel,
    hears=[User],
    within=MONTH,
)
def administrators(scope: Scope) -> Iterator[Owing]:
    """Fewer than two can act on it; the lead is one of them."""
    for channel in scope.going_on:
        if sum(user.is_active for user in channel.administrators.all()) < ENOUGH:
            yield Owing.of(channel)


@owed(
    "access_confirmation",
    label="a word that it is right",
    sentence="Say that it is still correct: {about}",
    act="channel.confirm",
    href=at("channel"),
    ladders=ladder(
        (Reach.LEAD, -MONTH),
        (Reach.LEAD, 0),
        (Reach.OFFICERS, 14),
        (Reach.HEAD, MONTH),
        repeat=AGAIN,
    ),
    what_if_not="It is taken off the list after its grace.",
    patience=lambda rules: rules.confirmation_grace_days,
    subject=Channel,
    hears=[Review],
)
def confirmation(scope: Scope) -> Iterator[Owing]:
    """Official means confirmed lately: who can act on it, its address, what it says of itself."""
    for channel in scope.going_on:
        if channel.state != Channel.State.LIVE:
            continue
        by = causes.confirm_by(channel, scope.rules)
        since = by - datetime.timedelta(days=MONTH)
        yield Owing.of(channel, since=since, due_on=by)

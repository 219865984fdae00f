"""What channels owe: an end, a lead and two administrators."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from django.urls import reverse

from governance.access import looked
from governance.access.days import asked_since
from governance.channels import causes
from governance.channels.people import ENOUGH
from governance.models import Channel, Holder, Obligation, Plan, Reach, Review
from governance.obligations.kinds import (
    AGAIN,
    MONTH,
    UPWARDS,
    WEEK,
    Owing,
    Part,
    Scope,
    at,
    ladder,
    owed,
)
from people.models import User

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
LOOK = Part(
    "access_list",
    act="channel.confirm_access",
    what_if_not="Its access list is shown as not confirmed, also to whoever is on call.",
)


def _confirmation_page(row: Obligation) -> str:
    """Who can act on it is looked at on the page of its access list."""
    page = "channel-access" if row.stage in (LIST, CHANGED) else "channel"
    return reverse(page, args=[row.channel_id])


@owed(
    "access_confirmation",
    label="a word that it is right",
    sentence={
        "": "Say that it is still correct: {about}",
        LIST: "Look at who can act on it: {about}",
        CHANGED: "Look at who can act on it, now that people have changed: {about}",
    },
    act="channel.confirm",
    href=_confirmation_page,
    ladders={
        "": ladder(
            (Reach.LEAD, -MONTH),
            (Reach.LEAD, 0),
            (Reach.OFFICERS, 14),
            (Reach.HEAD, MONTH),
            repeat=AGAIN,
        ),
        LIST: TO_OFFICERS,
        CHANGED: TO_OFFICERS,
    },
    what_if_not="It is taken off the list after its grace.",
    patience=lambda rules: rules.confirmation_grace_days,
    parts={LIST: LOOK, CHANGED: LOOK},
    subject=Channel,
    hears=[Review, Holder, User],
)
def confirmation(scope: Scope) -> Iterator[Owing]:
    """Official means confirmed lately: its address, what it says of itself, who answers for it.
    And by its access list, that somebody has looked who can act on it today."""
    for channel in scope.going_on:
        yield _list_looked_at(channel, scope)
        if channel.state != Channel.State.LIVE:
            continue
        by = causes.confirm_by(channel, scope.rules)
        since = by - datetime.timedelta(days=MONTH)
        yield Owing.of(channel, since=since, due_on=by)


def _list_looked_at(channel: Channel, scope: Scope) -> Owing:
    by = looked.look_by(channel, scope.rules)
    changed = channel.access_changed_on
    return Owing.of_part(
        LOOK.name,
        channel,
        since=changed or by - datetime.timedelta(days=MONTH),
        due_on=by,
        stage=CHANGED if changed else LIST,
    )

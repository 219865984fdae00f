"""What channels owe: an end, a lead and two administrators."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from django.db.models import Count, Q

from governance.channels import causes
from governance.channels.people import ENOUGH
from governance.models import Channel, Reach, Review
from governance.obligations.kinds import (
    AGAIN,
    MONTH,
    UPWARDS,
    WEEK,
    Of,
    Owing,
    Scope,
    at,
    going_on,
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
    within=6 * MONTH,
)
def end_date(scope: Scope) -> Iterator[Owing]:
    yield from map(Owing.of, going_on(scope).filter(ends_on=None))


@owed(
    "lead",
    label="a lead",
    sentence="Name a lead: {about}",
    act="channel.name_people",
    href=at("channel-people"),
    ladders=UP,
    what_if_not="Nobody answers for it. One that is live is taken off the list.",
    subject=Channel,
    hears=[User],
    within=WEEK,
)
def lead(scope: Scope) -> Iterator[Owing]:
    """Nobody answers for it, or somebody who is not here any more; before it is live as well."""
    without = Q(lead=None) | Q(lead__is_active=False)
    asked = Channel.objects.filter(scope.within(Of.CHANNELS, "pk"), without)
    unretired = asked.exclude(state=Channel.State.RETIRED)
    yield from map(Owing.of, unretired.select_related("platform"))


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
    here = Count("administrators", filter=Q(administrators__is_active=True))
    yield from map(Owing.of, going_on(scope).annotate(here=here).filter(here__lt=ENOUGH))


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
    subject=Channel,
    hears=[Review],
)
def confirmation(scope: Scope) -> Iterator[Owing]:
    """Official means confirmed lately: who can act on it, its address, what it says of itself."""
    live = going_on(scope).filter(state=Channel.State.LIVE)
    for channel in live:
        by = causes.confirm_by(channel, scope.rules)
        since = by - datetime.timedelta(days=MONTH)
        yield Owing.of(channel, since=since, due_on=by)

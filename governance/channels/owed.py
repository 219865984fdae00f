"""What channels owe: an end, a lead and two administrators."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterator

from django.db.models import Count, Q, QuerySet

from governance.channels import causes
from governance.models import Channel, Obligation, Reach, Review
from governance.obligations.kinds import MONTH, WEEK, Of, Owing, Scope, ladder, owed
from people.models import User

ENOUGH = 2
GOING_ON = (Channel.State.LIVE, Channel.State.SUSPENDED, Channel.State.LAPSED)
UPWARDS = ladder((Reach.MANAGER, 0), (Reach.HEAD, 14), (Reach.HEAD, 60), repeat=MONTH)


def _page(obligation: Obligation) -> str:
    return f"/channels/{obligation.channel_id}"


def going_on(scope: Scope) -> QuerySet[Channel]:
    """Channels that are live, or were and may be again."""
    asked = Channel.objects.filter(scope.within(Of.CHANNELS, "pk"), state__in=GOING_ON)
    return asked.select_related("platform")


def of_channel(channel: Channel) -> Owing:
    return Owing(
        subject_id=channel.pk,
        key=channel.pk,
        about=str(channel),
        channel_id=channel.pk,
        team_id=channel.team_id,
    )


@owed(
    "end_date",
    label="an end date",
    sentence="Settle how long it lives: {about}",
    act="plan.start_renewal",
    href=lambda owing: f"/plans/renew/{owing.channel_id}",
    ladders=ladder((Reach.LEAD, 0), (Reach.MANAGER, 14), (Reach.HEAD, 30), repeat=MONTH),
    what_if_not="Nobody knows when somebody looks again.",
    subject=Channel,
    within=6 * MONTH,
)
def end_date(scope: Scope) -> Iterator[Owing]:
    yield from map(of_channel, going_on(scope).filter(ends_on=None))


@owed(
    "lead",
    label="a lead",
    sentence="Name a lead: {about}",
    act="channel.name_people",
    href=lambda owing: f"/channels/{owing.channel_id}/people",
    ladders=UPWARDS,
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
    yield from map(of_channel, unretired.select_related("platform"))


@owed(
    "administrators",
    label="two administrators",
    sentence="Name two administrators: {about}",
    act="channel.name_people",
    href=lambda owing: f"/channels/{owing.channel_id}/people",
    ladders=UPWARDS,
    what_if_not="Nobody stands in when its lead is away.",
    subject=Channel,
    hears=[User],
    within=MONTH,
)
def administrators(scope: Scope) -> Iterator[Owing]:
    """Fewer than two can act on it; the lead is one of them."""
    here = Count("administrators", filter=Q(administrators__is_active=True))
    yield from map(of_channel, going_on(scope).annotate(here=here).filter(here__lt=ENOUGH))


@owed(
    "access_confirmation",
    label="a word that it is right",
    sentence="Say that it is still correct: {about}",
    act="channel.confirm",
    href=_page,
    ladders=ladder(
        (Reach.LEAD, -MONTH),
        (Reach.LEAD, 0),
        (Reach.OFFICERS, 14),
        (Reach.HEAD, MONTH),
        repeat=MONTH,
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
        yield dataclasses.replace(of_channel(channel), since=since, due_on=by)

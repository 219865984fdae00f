"""What is owed of plans: a decision on each; and by channels a plan, a renewal or a closing."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from django.utils import timezone

from governance.access.days import asked_since
from governance.hours import next_working_day
from governance.models import Channel, Plan, Reach
from governance.obligations.kinds import (
    AGAIN,
    MONTH,
    UPWARDS,
    WEEK,
    Of,
    Owing,
    Scope,
    at,
    ladder,
    owed,
)
from governance.who import deciders
from people.models import Team

State = Plan.State
OWN = "communications_own"  # a stage of its own: the head decides what communications proposes
DECIDED_WITHIN = 2  # working days

# The head is among the officers. Where the head wrote the plan, only the others can decide it.
POOL = ladder((Reach.OFFICERS, 0), (Reach.HEAD, 3), (Reach.OFFICERS, WEEK), repeat=WEEK)
IN_HAND = ladder((Reach.PERSON, 0), (Reach.HEAD, 3), (Reach.OFFICERS, WEEK), repeat=WEEK)


@owed(
    "decision",
    label="a decision on a plan",
    sentence={
        State.SUBMITTED: "Take up a plan: {about}",
        State.UNDER_CONSIDERATION: "Decide a plan: {about}",
        OWN: "Decide a plan: {about}",
        State.AWAITING_EXECUTIVE: "Sign off a plan: {about}",
    },
    act="plan.approve",
    href=at("plan", by="subject_id"),
    ladders={
        State.SUBMITTED: POOL,
        State.UNDER_CONSIDERATION: IN_HAND,
        OWN: ladder((Reach.HEAD, 0), (Reach.EXECUTIVES, 3), repeat=WEEK),
        State.AWAITING_EXECUTIVE: ladder((Reach.EXECUTIVES, 0), (Reach.HEAD, 3), repeat=WEEK),
    },
    what_if_not="The team waits.",
    urgent=True,
    subject=Plan,
    hears=[Team],
    of=Of.PLANS,
)
def decision(scope: Scope) -> Iterator[Owing]:
    found = Plan.objects.filter(scope.within(Of.PLANS, "pk"), state__in=Plan.TO_DECIDE)
    for plan in found.select_related("team"):
        since = timezone.localdate(plan.submitted_at) if plan.submitted_at else scope.today
        in_charge = plan.state == State.UNDER_CONSIDERATION
        own = in_charge and deciders.is_communications_own(plan)
        yield Owing(
            subject_id=plan.pk,
            key=plan.pk,
            about=plan.name,
            channel_id=plan.channel_id,
            team_id=plan.team_id,
            person_id=plan.officer_id if in_charge and not own else None,
            since=since,
            due_on=_working_days_after(since, DECIDED_WITHIN),
            stage=OWN if own else plan.state,
        )


def _working_days_after(day: datetime.date, number: int) -> datetime.date:
    for _ in range(number):
        day = next_working_day(day)
    return day


@owed(
    "plan",
    label="an approved plan",
    sentence="Write its plan: {about}",
    act="plan.start_renewal",
    href=at("plan-renew"),
    ladders=UPWARDS,
    what_if_not="Its life span ends, and it lapses.",
    subject=Channel,
    hears=[Plan],
    within=6 * MONTH,
)
def plan_owed(scope: Scope) -> Iterator[Owing]:
    """Nobody approved what was imported. It owes it from the day on which it came, also after a
    plan that was rejected or withdrawn."""
    for channel in scope.going_on:
        imported = channel.approval == Channel.Approval.IMPORTED
        if imported and channel.pk not in scope.to_be_decided:
            yield Owing.of(channel, since=asked_since(channel, scope.rules))


@owed(
    "renewal",
    label="a renewal or a closing",
    sentence="Renew it or let it end: {about}",
    act="plan.start_renewal",
    href=at("channel"),
    ladders=ladder(
        (Reach.LEAD, -60),
        (Reach.LEAD, -30),
        (Reach.LEAD, -7),
        (Reach.LEAD, -1),
        (Reach.MANAGER, 1, Reach.LEAD),
        (Reach.HEAD, 14),
        repeat=AGAIN,
    ),
    what_if_not="It lapses after its grace.",
    patience=lambda rules: rules.lapse_grace_days,
    subject=Channel,
    hears=[Plan],
)
def renewal(scope: Scope) -> Iterator[Owing]:
    """Every life span that has an end, unless a renewal plan waits for its decision."""
    notice = datetime.timedelta(days=scope.rules.renewal_notice_days)
    for channel in scope.going_on:
        if channel.ends_on and channel.pk not in scope.to_be_decided:
            yield Owing.of(channel, since=channel.ends_on - notice, due_on=channel.ends_on)

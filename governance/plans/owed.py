"""What is owed of plans: a decision on each; and by channels a plan, a renewal or a closing."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from django.utils import timezone

from governance.access.days import asked_since
from governance.hours import next_working_day
from governance.models import Channel, Consultation, Plan, Reach
from governance.obligations.kinds import (
    AGAIN,
    MONTH,
    TALK,
    UPWARDS,
    WEEK,
    But,
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
DECIDED_WITHIN, TALKED_WITHIN = 2, 5  # working days
SET_UP, READY, HANDLE = "set_up", "ready", "handle"

# The head is among the officers. Where the head wrote the plan, only the others can decide it.
POOL = ladder((Reach.OFFICERS, 0), (Reach.HEAD, 3), (Reach.OFFICERS, WEEK), repeat=WEEK)
IN_HAND = ladder((Reach.PERSON, 0), (Reach.HEAD, 3), (Reach.OFFICERS, WEEK), repeat=WEEK)

CARRIED_OUT = ladder((Reach.OFFICERS, -WEEK), (Reach.OFFICERS, 0), (Reach.HEAD, 14), repeat=AGAIN)
NOT_YET = "It is on no list, and its team waits."


@owed(
    "decision",
    label="a decision on a plan",
    sentence={
        State.SUBMITTED: "Take up a plan: {about}",
        State.UNDER_CONSIDERATION: "Decide a plan: {about}",
        OWN: "Decide a plan: {about}",
        State.AWAITING_EXECUTIVE: "Sign off a plan: {about}",
        TALK: "Hold a consultation: {about}",
    },
    act="plan.approve",
    href=at("plan", by="subject_id"),
    ladders={
        State.SUBMITTED: POOL,
        State.UNDER_CONSIDERATION: IN_HAND,
        OWN: ladder((Reach.HEAD, 0), (Reach.EXECUTIVES, 3), repeat=WEEK),
        State.AWAITING_EXECUTIVE: ladder((Reach.EXECUTIVES, 0), (Reach.HEAD, 3), repeat=WEEK),
        TALK: POOL,
    },
    but={
        TALK: But(
            act="plan.record_consultation", href=at("plan-consultation-record", by="subject_id")
        )
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
    yield from _talks(scope)


def _talks(scope: Scope) -> Iterator[Owing]:
    """Asked for and not held yet; of what is decided meanwhile the decision is owed."""
    asked_of = Plan.objects.filter(scope.within(Of.PLANS, "pk"), state__in=Plan.WRITABLE)
    found = Consultation.objects.filter(
        plan__in=asked_of, recorded_at=None, asked_at__isnull=False
    ).select_related("plan")
    for each in found:
        since = timezone.localdate(each.asked_at)
        yield Owing(
            subject_id=each.plan_id,
            key=each.plan_id,
            about=each.plan.name,
            channel_id=each.plan.channel_id,
            team_id=each.plan.team_id,
            since=since,
            due_on=_working_days_after(since, TALKED_WITHIN),
            stage=TALK,
        )


def _working_days_after(day: datetime.date, number: int) -> datetime.date:
    for _ in range(number):
        day = next_working_day(day)
    return day


@owed(
    "plan",
    label="an approved plan",
    sentence={
        "": "Write its plan: {about}",
        SET_UP: "Set it up: {about}",
        READY: "Make it live: {about}",
        HANDLE: "Confirm the new handle: {about}",
    },
    act="plan.start_renewal",
    href=at("plan-renew"),
    ladders={"": UPWARDS, SET_UP: CARRIED_OUT, READY: CARRIED_OUT, HANDLE: CARRIED_OUT},
    but={
        SET_UP: But(act="channel.confirm_set_up", href=at("channel"), what_if_not=NOT_YET),
        READY: But(act="channel.go_live", href=at("channel"), what_if_not=NOT_YET),
        HANDLE: But(
            act="channel.confirm_handle",
            href=at("channel-handle"),
            what_if_not="Its old handle counts, which somebody else may have by now.",
        ),
    },
    what_if_not="Its life span ends, and it lapses.",
    subject=Channel,
    hears=[Plan],
    within=6 * MONTH,
)
def plan_owed(scope: Scope) -> Iterator[Owing]:
    """Nobody approved what was imported, or was asked to; or it was approved, and what it says is
    not done yet: the channel is set up, its new handle is seen on the platform. What was imported
    owes it from the day on which it came, also after a plan that was rejected or withdrawn."""
    for channel in scope.unretired:
        if channel.state == Channel.State.APPROVED:
            stage = READY if channel.set_up_at else SET_UP
            yield _to_carry_out(channel, channel.approved_on, stage)
            continue
        if channel.agreed_key:
            yield _to_carry_out(channel, _agreed_on(channel), HANDLE)
            continue
        imported = channel.approval == Channel.Approval.IMPORTED
        if imported and channel.pk not in scope.to_be_decided:
            yield Owing.of(channel, since=asked_since(channel, scope.rules))


def _to_carry_out(channel: Channel, agreed_on: datetime.date | None, stage: str) -> Owing:
    """Within two weeks of the approval."""
    by = agreed_on + datetime.timedelta(days=2 * WEEK) if agreed_on else None
    return Owing.of(channel, since=agreed_on, due_on=by, stage=stage)


def _agreed_on(channel: Channel) -> datetime.date | None:
    """The day on which its last change plan was approved."""
    approved = channel.plans.filter(kind=Plan.Kind.CHANGE, state=State.APPROVED)
    at = approved.order_by("-decided_at").values_list("decided_at", flat=True).first()
    return timezone.localdate(at) if at else channel.approved_on


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

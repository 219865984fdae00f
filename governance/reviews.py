"""Reviews: scheduled when a channel goes live, opened by the clock, closed by officers."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import models

from governance import channels, recipients
from governance import permissions as may
from governance.inputs import review as inputs
from governance.inputs.channel import Cause
from governance.models.channel import Channel
from governance.models.organisation import Rules
from governance.models.review import Finding, Review
from governance.sections import add_months
from ledger import acts, outbox, steps
from ledger.actors import CLOCK
from ledger.questions import Asked, guard
from ledger.refusals import InvalidError
from people.models import User


def schedule(channel: Channel, *, today: datetime.date) -> None:
    """Put the next review of each kind into the calendar of a live channel."""
    for kind in Review.Kind:
        _schedule(channel, kind, today)


def _schedule(channel: Channel, kind: Review.Kind, today: datetime.date) -> None:
    opens_on = _opens_on(channel, kind, today)
    if opens_on is None:
        return
    due_on = opens_on + datetime.timedelta(days=Rules.current().review_answer_days)
    waiting = channel.reviews.filter(kind=kind).exclude(state=Review.State.CLOSED).first()
    if waiting is None:
        Review.objects.create(channel=channel, kind=kind, opens_on=opens_on, due_on=due_on)
    elif kind == Review.Kind.LIFE_SPAN and waiting.state == Review.State.SCHEDULED:
        waiting.opens_on, waiting.due_on = opens_on, due_on
        waiting.save()


def _opens_on(channel: Channel, kind: Review.Kind, today: datetime.date) -> datetime.date | None:
    rules = Rules.current()
    if kind == Review.Kind.SECURITY:
        return add_months(today, rules.security_review_months)
    if channel.ends_on is None:
        return None
    return max(today, channel.ends_on - datetime.timedelta(days=rules.renewal_notice_days))


def open_due(*, today: datetime.date) -> int:
    """The clock's act: open what is due, however many days were missed. Says how many."""
    due = Review.objects.filter(state=Review.State.SCHEDULED, opens_on__lte=today)
    reviewed = due.filter(channel__state__in=["live", "suspended"])
    opened = 0
    for review in reviewed.select_related("channel", "channel__platform", "channel__team"):
        steps.take(review, "open", by=CLOCK, today=today)
        opened += 1
    return opened


def answer(review: Review, *, by: User, today: datetime.date, answers: dict[str, Any]) -> None:
    steps.take(review, "answer", by=by, today=today, inputs=answers)


def close(review: Review, *, by: User, today: datetime.date, outcome: str, **given: Any) -> None:
    steps.take(review, "close", by=by, today=today, inputs={"outcome": outcome, **given})


def carry_out(review: Review, asked: Asked) -> None:
    """What a closed review leads to: findings, a suspension, a rotation, the next review."""
    given, channel = asked.inputs, review.channel
    if given["outcome"] == inputs.Outcome.FINDINGS:
        if given["deadline"] <= asked.today:
            raise InvalidError({"deadline": ["The deadline must lie ahead."]})
        finding = Finding.objects.create(
            review=review, text=given["finding"], deadline=given["deadline"]
        )
        asked.facts["finding_id"] = str(finding.pk)
    if given["outcome"] == inputs.Outcome.SUSPEND and channel.state == Channel.State.LIVE:
        channels.suspend(
            channel,
            by=asked.by,
            today=asked.today,
            cause=Cause.OTHER,
            reason=given["remarks"],
        )


def close_for_retired(channel: Channel, *, today: datetime.date) -> None:
    """A retired channel is reviewed no more."""
    for review in channel.reviews.exclude(state=Review.State.CLOSED):
        _close_by_clock(review, today, inputs.Outcome.RETIRE)


def close_renewed(channel: Channel, *, today: datetime.date) -> None:
    """An approved renewal plan answers the review of the life span."""
    waiting = channel.reviews.filter(kind=Review.Kind.LIFE_SPAN)
    for review in waiting.exclude(state__in=[Review.State.CLOSED, Review.State.SCHEDULED]):
        _close_by_clock(review, today, inputs.Outcome.FINE)


def _close_by_clock(review: Review, today: datetime.date, outcome: inputs.Outcome) -> None:
    steps.take(review, "close", by=CLOCK, today=today, inputs={"outcome": str(outcome)})


@guard("It was put right already.")
def not_fixed(finding: Finding, asked: Asked) -> bool:
    return finding.fixed_on is None


def fix(finding: Finding, *, by: User, today: datetime.date, what_was_done: str) -> None:
    """Say that a finding was put right."""
    with acts.performing(
        "finding.fix",
        finding,
        by=by,
        today=today,
        who=may.finding_fixer,
        label="say that it was put right",
        guards=[not_fixed],
        form=inputs.Fix,
        inputs={"what_was_done": what_was_done},
    ) as act:
        fresh = act.subject
        fresh.fixed_on, fresh.fixed_by = today, by
        fresh.what_was_done = act.asked.inputs["what_was_done"]
        fresh.save()
        act.tell("finding_fixed", recipients.officers(), **finding.review.told(), **act.asked.words)


def schedule_missing(*, today: datetime.date) -> int:
    """The clock's act: no live channel is without a coming security review. Says how many were."""
    awaited = Review.objects.filter(kind=Review.Kind.SECURITY).exclude(state=Review.State.CLOSED)
    live = Channel.objects.filter(state=Channel.State.LIVE)
    without = list(live.exclude(pk__in=awaited.values("channel")))
    for channel in without:
        _schedule(channel, Review.Kind.SECURITY, today)
    return len(without)


def remind(*, today: datetime.date, now: datetime.datetime) -> int:
    """Remind lead, manager and head in turn, once each, of reviews and findings past their day."""
    every = datetime.timedelta(days=Rules.current().reminder_days)
    owed = 0
    late = Review.objects.filter(state=Review.State.OPEN, due_on__lte=today + every)
    for review in late.select_related("channel", "channel__lead", "channel__team__manager"):
        owed += _climb("review_due", review, review.due_on - every, today, now)
    findings = Finding.objects.filter(fixed_on=None, deadline__lte=today + every)
    for finding in findings.select_related("review__channel__team__manager"):
        owed += _climb("finding_due", finding, finding.deadline - every, today, now)
    return owed


def _climb(
    kind: str, thing: Any, first: datetime.date, today: datetime.date, now: datetime.datetime
) -> int:
    """Lead a while before the day, manager after it, then the head; each once, however late."""
    every = datetime.timedelta(days=Rules.current().reminder_days)
    rungs = [
        ("lead", first, recipients.channel_people(thing.channel)),
        ("manager", first + 2 * every, recipients.manager_of(thing.channel)),
        ("head", first + 3 * every, recipients.heads()),
    ]
    told = thing.told() if isinstance(thing, Review) else thing.review.told()
    if isinstance(thing, Finding):
        told |= {"text": thing.text, "due_on": thing.deadline.isoformat()}
    return sum(
        outbox.owe(kind, people, context=told, once=f"{kind}:{thing.pk}:{rung}", at=now)
        for rung, day, people in rungs
        if day <= today
    )


def next_of(channel: Channel) -> models.QuerySet[Review]:
    return channel.reviews.exclude(state=Review.State.CLOSED).order_by("due_on")

"""Reviews: scheduled when a channel goes live, opened by the clock, closed by officers."""

from __future__ import annotations

import contextlib
import datetime
from typing import Any

from django.db import models

from governance.access import custody
from governance.channels import acts as channels
from governance.channels.inputs import Cause
from governance.models.channel import Channel
from governance.models.organisation import Rules
from governance.models.review import Finding, Review
from governance.plans.questions import add_months
from governance.reviews import inputs
from governance.reviews.guards import REVIEWED
from governance.who import permissions as may
from governance.who import recipients
from ledger import acts, steps
from ledger.actors import CLOCK
from ledger.questions import Asked, guard
from ledger.refusals import InvalidError, RefusedError
from people.models import User
from people.roles import Role
from vault import models as keys


def schedule(channel: Channel, *, today: datetime.date) -> None:
    """Put the next review of each kind into the calendar of a live channel."""
    for kind in Review.Kind:
        _schedule(channel, kind, today)


def _schedule(channel: Channel, kind: Review.Kind, today: datetime.date) -> Review | None:
    """The review that was made, or None where one waits already or none is due."""
    opens_on = _opens_on(channel, kind, today)
    if opens_on is None:
        return None
    due_on = opens_on + datetime.timedelta(days=Rules.current().review_answer_days)
    waiting = channel.reviews.filter(kind=kind).exclude(state=Review.State.CLOSED)
    if not waiting.exists():
        return Review.objects.create(channel=channel, kind=kind, opens_on=opens_on, due_on=due_on)
    if kind == Review.Kind.LIFE_SPAN:
        scheduled = waiting.filter(state=Review.State.SCHEDULED)
        scheduled.update(opens_on=opens_on, due_on=due_on)
    return None


def _opens_on(channel: Channel, kind: Review.Kind, today: datetime.date) -> datetime.date | None:
    rules = Rules.current()
    if kind == Review.Kind.SECURITY:
        last = channel.reviews.filter(kind=kind, closed_on__isnull=False).order_by("closed_on")
        closed_on = last.values_list("closed_on", flat=True).last()
        return max(today, add_months(closed_on or today, rules.security_review_months))
    if channel.ends_on is None:
        return None
    return max(today, channel.ends_on - datetime.timedelta(days=rules.renewal_notice_days))


def open_due(*, today: datetime.date) -> int:
    """The clock's act: open what is due, however many days were missed. Says how many."""
    due = Review.objects.filter(
        state=Review.State.SCHEDULED, opens_on__lte=today, channel__state__in=REVIEWED
    )
    opened = 0
    for review in due.select_related("channel__platform", "channel__team"):
        # Another sweeper may have been quicker, or the channel has just lapsed.
        with contextlib.suppress(RefusedError):
            steps.take(review, "open", by=CLOCK, today=today)
            opened += 1
    return opened


def answer(review: Review, *, by: User, today: datetime.date, answers: dict[str, Any]) -> None:
    steps.take(review, "answer", by=by, today=today, inputs=answers)


def close(review: Review, *, by: User, today: datetime.date, outcome: str, **given: Any) -> None:
    steps.take(review, "close", by=by, today=today, inputs={"outcome": outcome, **given})


def carry_out(review: Review, asked: Asked) -> None:
    """What a closed review leads to: a finding, new keys, a suspension.

    The next review is scheduled by the sweep.
    """
    given, channel = asked.inputs, review.channel
    if given["rotate"]:
        _rotate(channel, asked)
    if given["outcome"] == inputs.Outcome.FINDINGS:
        _note_finding(review, asked)
    suspendable = channel.state in (Channel.State.LIVE, Channel.State.LAPSED)
    if given["outcome"] == inputs.Outcome.SUSPEND and suspendable:
        channels.suspend(
            channel,
            by=asked.by,
            today=asked.today,
            cause=Cause.OTHER,
            reason=given["remarks"],
        )


def _rotate(channel: Channel, asked: Asked) -> None:
    if custody.held(custody.custodian_of(channel)) is None:
        raise InvalidError({"rotate": ["No keys of this channel are in the vault."]})
    reason = asked.inputs["remarks"] or asked.inputs["finding"]
    custody.fall_due(channel, keys.Cause.FINDING, by=asked.by, today=asked.today, reason=reason)


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


@guard("Findings are added to a review that was closed with findings.")
def found_something(review: Review, asked: Asked) -> bool:
    closed = review.state == Review.State.CLOSED
    return closed and review.outcome == inputs.Outcome.FINDINGS


def add_finding(
    review: Review, *, by: User, today: datetime.date, finding: str, deadline: Any
) -> Finding:
    """One more thing to put right, with a deadline of its own."""
    with acts.performing(
        "review.add_finding",
        review,
        by=by,
        today=today,
        who=may.officer,
        label="add a finding",
        guards=[found_something],
        form=inputs.AddFinding,
        inputs={"finding": finding, "deadline": deadline},
    ) as act:
        found = _note_finding(act.subject, act.asked)
        people = recipients.channel_people(review.channel)
        act.tell("finding_added", people, **found.told())
    return found


def _note_finding(review: Review, asked: Asked) -> Finding:
    given = asked.inputs
    if given["deadline"] <= asked.today:
        raise InvalidError({"deadline": ["The deadline must lie ahead."]})
    found = Finding.objects.create(review=review, text=given["finding"], deadline=given["deadline"])
    asked.facts["finding_id"] = str(found.pk)
    return found


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
        act.tell("finding_fixed", recipients.officers(), **fresh.told(), **act.asked.words)
    finding.__dict__.update(fresh.__dict__)


def schedule_missing(*, today: datetime.date) -> int:
    """The clock's act: every live channel has its next reviews in the calendar.

    After a closed review, for what was imported, for what is live again. Says how many it made.
    """
    return sum(
        _schedule_by_clock(channel, kind, today)
        for kind, channels in (
            (Review.Kind.SECURITY, _without(Review.Kind.SECURITY)),
            (Review.Kind.LIFE_SPAN, _with_unreviewed_end()),
        )
        for channel in channels
    )


def _without(kind: Review.Kind) -> models.QuerySet[Channel]:
    waiting = Review.objects.filter(channel=models.OuterRef("pk"), kind=kind)
    live = Channel.objects.filter(state=Channel.State.LIVE)
    return live.exclude(models.Exists(waiting.exclude(state=Review.State.CLOSED)))


def _with_unreviewed_end() -> list[Channel]:
    """Live ones whose end no review of their life span has looked at."""
    notice = datetime.timedelta(days=Rules.current().renewal_notice_days)
    closed = Review.objects.filter(channel=models.OuterRef("pk"), kind=Review.Kind.LIFE_SPAN)
    last = closed.order_by("-opens_on").values("opens_on")[:1]
    ending = _without(Review.Kind.LIFE_SPAN).filter(ends_on__isnull=False)
    return [
        channel
        for channel in ending.annotate(reviewed_on=models.Subquery(last))
        if channel.reviewed_on is None
        or (channel.ends_on and channel.reviewed_on + notice < channel.ends_on)
    ]


def _schedule_by_clock(channel: Channel, kind: Review.Kind, today: datetime.date) -> bool:
    try:
        with acts.performing(
            "review.schedule",
            None,
            by=CLOCK,
            today=today,
            who=may.clock,
            label="schedule a review",
            lock=[channel],
        ) as act:
            fresh = act.fresh(channel)
            made = _schedule(fresh, kind, today) if fresh.state == Channel.State.LIVE else None
            if made is None:
                raise RefusedError("Something else has scheduled it, or the channel is not live.")
            act.subject = made
            act.asked.facts |= {"kind": made.kind, "opens_on": made.opens_on.isoformat()}
    except RefusedError:
        return False
    return True


def visible_to(user: User) -> models.QuerySet[Review]:
    """Answers say where a channel is weak: for those who answer for it and those who oversee."""
    found = Review.objects.select_related("channel__platform", "channel__team", "channel__lead")
    if user.is_officer or user.holds(Role.EXECUTIVE, Role.AUDITOR):
        return found
    return found.filter(channel__in=answered_for_by(user))


def concerning(user: User) -> models.QuerySet[Review]:
    return visible_to(user).filter(channel__in=answered_for_by(user))


def findings_in(found: models.QuerySet[Review]) -> models.QuerySet[Finding]:
    """What the reviews found and nobody has put right, on channels that are not closed."""
    open_ones = Finding.objects.filter(review__in=found.order_by(), fixed_on=None)
    still_there = open_ones.exclude(review__channel__state=Channel.State.RETIRED)
    return still_there.select_related("review__channel__platform", "review__channel__team")


def answered_for_by(user: User) -> models.QuerySet[Channel]:
    """Channels that they lead, administer or manage, and those of their teams."""
    mine = models.Q(lead=user) | models.Q(team_id__in=user.team_ids)
    mine |= models.Q(team__manager=user) | models.Q(administrators=user)
    return Channel.objects.filter(pk__in=Channel.objects.filter(mine).order_by().values("pk"))


def overdue(today: datetime.date) -> models.Q:
    """A fact of an open review past its day, not a state."""
    return models.Q(state=Review.State.OPEN, due_on__lt=today)

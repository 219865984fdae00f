"""What is done with reviews: opened by the clock, answered by the lead, closed by an officer."""

from __future__ import annotations

import contextlib
import datetime
from collections.abc import Iterable

from django.db.models import Model, QuerySet

from governance.access import custody, looked
from governance.channels import acts as channels
from governance.channels import compromise
from governance.channels.states import REVIEWED
from governance.models import Channel, Finding, Review
from governance.reviews import access, guards, inputs
from governance.reviews.schedule import answer_by, bring_forward, missing, next_review, schedule
from governance.who import permissions as may
from governance.who import recipients
from ledger.actors import CLOCK
from ledger.acts import Act, act, follows
from ledger.questions import Asked
from ledger.refusals import InvalidError, RefusedError
from ledger.steps import Tell, step
from people.models import User
from vault.models import Cause

State, Outcome = Review.State, Review.Outcome
MOST_A_DAY = 50


def _channel_and_keys(review: Review, asked: Asked) -> Iterable[Model]:
    """A review may suspend the one and make the others due."""
    return [review.channel, *custody.of(review.channel)]


@step(
    "review.open",
    Review,
    source=[State.SCHEDULED],
    target=State.OPEN,
    label="Open the review",
    did="opened it",
    who=may.clock | may.officer,
    guards=[guards.may_be_reviewed],
    tells=[Tell("review_opened", recipients.told_of_opening)],
    locks=_channel_and_keys,
)
def open_(review: Review, act: Act) -> None:
    review.opened_on = act.today
    review.due_on = answer_by(act.today)


def open_due(*, today: datetime.date) -> int:
    """The clock's act: open what is due, however many days were missed. Says how many.

    Not all of an estate on one day: what is beyond the most a day waits for the next ones.
    """
    due = Review.objects.filter(
        state=State.SCHEDULED, opens_on__lte=today, channel__state__in=REVIEWED
    )
    joined = due.select_related("channel__platform", "channel__team").order_by("opens_on", "pk")
    first = list(joined[:MOST_A_DAY])
    if not first:
        return 0  # most days: what was opened today is looked for among all that ever were
    left = max(MOST_A_DAY - Review.objects.filter(opened_on=today).count(), 0)
    opened = 0
    for review in first[:left]:
        # Another sweeper may have been quicker, or the channel has just lapsed.
        with contextlib.suppress(RefusedError):
            open_(review, by=CLOCK, today=today)
            opened += 1
    return opened


@step(
    "review.answer",
    Review,
    source=[State.OPEN],
    target=State.ANSWERED,
    label="Answer the review",
    did="answered it",
    who=may.review_answerer,
    form=inputs.Answer,
    tells=[Tell("review_answered", recipients.officers)],
    locks=_channel_and_keys,
)
def answer(review: Review, act: Act) -> None:
    channel = review.channel = act.fresh(review.channel)
    if act.inputs["people_right"] == "yes" and not looked.to_remove(channel):
        looked.is_right(channel, by=act.by, today=act.today)
        channel.save()
    review.answers = inputs.as_json(act.inputs)
    review.answered_by_id, review.answered_at = act.by.pk, act.at


@step(
    "review.close",
    Review,
    source=[State.SCHEDULED, State.OPEN, State.ANSWERED],
    target=State.CLOSED,
    label="Close the review",
    did="closed it",
    who=may.officer | may.clock,
    guards=[guards.answered_or_over],
    form=inputs.Close,
    tells=[Tell("review_closed", recipients.told_of_closing)],
    locks=_channel_and_keys,
)
def close(review: Review, act: Act) -> None:
    """It may lead to a finding, new keys, a suspension. The sweep schedules the next review."""
    given = act.inputs
    channel = review.channel = act.fresh(review.channel)
    review.outcome, review.remarks = given["outcome"], given["remarks"]
    review.closed_by_id, review.closed_on = act.by.pk, act.today
    if isinstance(act.by, User) and given["outcome"] in (Outcome.FINE, Outcome.FINDINGS):
        _say_that_it_is_right(channel, act)
    if given["rotate"]:
        _rotate(channel, act)
    access.no_silence(review, act)
    if given["outcome"] == Outcome.FINDINGS:
        _note_finding(review, act)
    if given["outcome"] == Outcome.SUSPEND and channel.state in channels.suspend.sources:
        channels.suspend(
            channel,
            by=act.by,
            today=act.today,
            cause=Channel.Cause.OTHER,
            reason=given["remarks"],
        )


def _say_that_it_is_right(channel: Channel, act: Act) -> None:
    """A person has looked at it. One that has lapsed stays so until somebody brings it back."""
    channel.confirmed_on = act.today
    channel.save(update_fields=["confirmed_on", "updated_at"])


def _rotate(channel: Channel, act: Act) -> None:
    if custody.held(custody.custodian_of(channel)) is None:
        raise InvalidError({"rotate": ["No keys of this channel are in the vault."]})
    reason = act.inputs["remarks"] or act.inputs["finding"]
    custody.fall_due(channel, Cause.FINDING, by=act.by, today=act.today, reason=reason)


@act(
    "review.add_finding",
    Review,
    label="Add a finding",
    who=may.officer,
    guards=[guards.found_something],
    form=inputs.AddFinding,
    tells=["finding_added"],
    saves=False,
)
def add_finding(review: Review, act: Act) -> Finding:
    """One more thing to put right, with a deadline of its own."""
    found = _note_finding(review, act)
    act.tell("finding_added", recipients.channel_people(review.channel), **found.told())
    return found


def _note_finding(review: Review, act: Act) -> Finding:
    given = act.inputs
    if given["deadline"] <= act.today:
        raise InvalidError({"deadline": ["The deadline must lie ahead."]})
    found = Finding.objects.create(
        channel=review.channel,
        review=review,
        owner=review.channel.lead,
        text=given["finding"],
        deadline=given["deadline"],
    )
    act.facts["finding_id"] = str(found.pk)
    return found


@act(
    "finding.fix",
    Finding,
    label="Say that it was put right",
    who=may.finding_fixer,
    guards=[guards.not_fixed],
    form=inputs.Fix,
    tells=[Tell("finding_fixed", recipients.officers)],
)
def fix(finding: Finding, act: Act) -> None:
    """It waits for an officer's tick then. What an officer says is the tick."""
    finding.fixed_on, finding.fixed_by_id = act.today, act.by.pk
    finding.what_was_done = act.inputs["what_was_done"]
    if isinstance(act.by, User) and act.by.is_officer:
        finding.ticked_on, finding.ticked_by_id = act.today, act.by.pk


@act(
    "finding.tick",
    Finding,
    label="Tick it off",
    past="Ticked off",
    who=may.officer,
    guards=[guards.said_to_be_fixed, guards.not_ticked],
    form=inputs.Tick,
    silent="Nobody has to do anything: whoever put it right sees it on its page.",
)
def tick(finding: Finding, act: Act) -> None:
    """An officer looked, and it is as it was asked for."""
    finding.ticked_on, finding.ticked_by_id = act.today, act.by.pk
    finding.what_was_seen = act.inputs["what_was_seen"]


@act(
    "finding.send_back",
    Finding,
    label="Say that it is not right yet",
    past="Found not to be right yet",
    who=may.officer,
    guards=[guards.said_to_be_fixed, guards.not_ticked],
    form=inputs.SendBack,
    tells=["finding_sent_back"],
)
def send_back(finding: Finding, act: Act) -> None:
    """It is owed again, by the same day. What was said stays in the ledger."""
    people = recipients.here(finding.fixed_by, finding.owner)
    people += recipients.channel_people(finding.channel)
    act.tell("finding_sent_back", people, **finding.told(), reason=act.inputs["reason"])
    finding.fixed_on = finding.fixed_by = None
    finding.what_was_done = ""


@act(
    "review.schedule",
    Review,
    label="Schedule a review",
    who=may.clock,
    locks=lambda review, asked: [review.channel],
    silent="Its people are told when it opens.",
)
def schedule_one(review: Review, act: Act) -> None:
    channel = act.fresh(review.channel)
    live = channel.state == Channel.State.LIVE
    made = next_review(channel, Review.Kind(review.kind), act.today) if live else None
    if made is None:
        raise RefusedError("Something else has scheduled it, or the channel is not live.")
    review.__dict__.update(made.__dict__)
    act.facts |= {"kind": made.kind, "opens_on": made.opens_on.isoformat()}


def schedule_missing(*, today: datetime.date) -> int:
    """The clock's act: every live channel has its next reviews in the calendar. Says how many."""
    made = 0
    for channel, kind in missing():
        with contextlib.suppress(RefusedError):
            schedule_one(Review(channel=channel, kind=kind), by=CLOCK, today=today)
            made += 1
    return made


@follows(channels.go_live, channels.extend)
def _schedule_next(channel: Channel, act: Act) -> None:
    """What is live, or lives longer, has its next reviews in the calendar."""
    schedule(channel, today=act.today)


def _unclosed(channel: Channel) -> QuerySet[Review]:
    return channel.reviews.exclude(state=State.CLOSED)


@follows(compromise.record_compromise, locks=_unclosed)
def _look_after_a_break_in(channel: Channel, act: Act) -> None:
    bring_forward(channel, act.today)


@follows(channels.suspend, locks=_unclosed)
def _look_after_an_incident(channel: Channel, act: Act) -> None:
    """Where somebody has got in, its security is looked at now and not half a year later."""
    if act.inputs["cause"] == Channel.Cause.COMPROMISED:
        bring_forward(channel, act.today)


@follows(channels.renew)
def _close_renewed(channel: Channel, act: Act) -> None:
    """An approved renewal plan answers the review of the life span."""
    for review in _unclosed(channel).filter(kind=Review.Kind.LIFE_SPAN):
        if review.state != State.SCHEDULED:
            close(review, by=CLOCK, today=act.today, outcome=Outcome.FINE)
    schedule(channel, today=act.today)


@follows(channels.retire, locks=_unclosed)
def _close_for_retired(channel: Channel, act: Act) -> None:
    """A retired channel is reviewed no more."""
    for review in _unclosed(channel):
        close(review, by=CLOCK, today=act.today, outcome=Outcome.RETIRE)

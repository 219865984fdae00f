"""When the next reviews of a channel are: what is in the calendar, and what is missing there."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.db import models

from governance.models import Channel, Review, Rules
from ledger.days import add_months

DAYS_A_MONTH = 30


def schedule(channel: Channel, *, today: datetime.date) -> None:
    """Put the next review of each kind into the calendar of a live channel."""
    for kind in Review.Kind:
        next_review(channel, kind, today)


def next_review(channel: Channel, kind: Review.Kind, today: datetime.date) -> Review | None:
    """The review that was made, or None where one waits already or none is due."""
    opens_on = _opens_on(channel, kind, today)
    if opens_on is None:
        return None
    due_on = answer_by(opens_on)
    waiting = channel.reviews.filter(kind=kind).exclude(state=Review.State.CLOSED).first()
    if waiting is None:
        return Review.objects.create(channel=channel, kind=kind, opens_on=opens_on, due_on=due_on)
    if kind == Review.Kind.LIFE_SPAN and waiting.state == Review.State.SCHEDULED:
        waiting.opens_on, waiting.due_on = opens_on, due_on
        waiting.save()
    return None


def bring_forward(channel: Channel, today: datetime.date) -> None:
    """Its security is looked at now; a review that is open already is left as it is."""
    kind = Review.Kind.SECURITY
    waiting = channel.reviews.filter(kind=kind).exclude(state=Review.State.CLOSED).first()
    review = waiting or Review(channel=channel, kind=kind, opens_on=today)
    if review.state == Review.State.SCHEDULED:
        review.opens_on = min(review.opens_on, today)
        review.due_on = answer_by(review.opens_on)
        review.save()


def answer_by(day: datetime.date) -> datetime.date:
    """By when a review that opens on this day is answered."""
    return day + datetime.timedelta(days=Rules.current().review_answer_days)


def _opens_on(channel: Channel, kind: Review.Kind, today: datetime.date) -> datetime.date | None:
    rules = Rules.current()
    if kind == Review.Kind.SECURITY:
        last = channel.reviews.filter(kind=kind, closed_on__isnull=False).order_by("closed_on")
        closed_on = last.values_list("closed_on", flat=True).last()
        if closed_on is not None:
            return max(today, add_months(closed_on, rules.security_review_months))
        if channel.imported_on is not None:
            return today + _spread(channel, rules.security_review_months)
        return max(today, _first_opens_on(channel.live_since or today, rules))
    if channel.ends_on is None:
        return None
    return max(today, channel.ends_on - datetime.timedelta(days=rules.renewal_notice_days))


def _first_opens_on(live_since: datetime.date, rules: Rules) -> datetime.date:
    """So that it is due the rule's weeks after going live: the team has its days to answer."""
    due_on = live_since + datetime.timedelta(weeks=rules.first_security_review_weeks)
    return due_on - datetime.timedelta(days=rules.review_answer_days)


def _spread(channel: Channel, months: int) -> datetime.timedelta:
    """What one file brought is not looked at on one day: by the id, over the rule's months."""
    return datetime.timedelta(days=1 + channel.pk.int % (months * DAYS_A_MONTH))


def missing() -> Iterable[tuple[Channel, Review.Kind]]:
    """Live channels that lack their next review of a kind.

    After a closed review, for what was imported, for what is live again.
    """
    for channel in _without(Review.Kind.SECURITY):
        yield channel, Review.Kind.SECURITY
    for channel in _with_unreviewed_end():
        yield channel, Review.Kind.LIFE_SPAN


def _without(kind: Review.Kind) -> models.QuerySet[Channel]:
    waiting = Review.objects.filter(channel=models.OuterRef("pk"), kind=kind)
    live = Channel.objects.filter(state=Channel.State.LIVE)
    return live.exclude(models.Exists(waiting.exclude(state=Review.State.CLOSED)))


def _with_unreviewed_end() -> Iterable[Channel]:
    """Live ones whose end no review of their life span has looked at. Mostly that is none, so the
    days are asked for alone."""
    notice = datetime.timedelta(days=Rules.current().renewal_notice_days)
    closed = Review.objects.filter(channel=models.OuterRef("pk"), kind=Review.Kind.LIFE_SPAN)
    last = closed.order_by("-opens_on").values("opens_on")[:1]
    ending = _without(Review.Kind.LIFE_SPAN).filter(ends_on__isnull=False)
    days = ending.annotate(reviewed_on=models.Subquery(last)).order_by()
    found = [
        pk
        for pk, ends_on, reviewed_on in days.values_list("pk", "ends_on", "reviewed_on")
        if reviewed_on is None or reviewed_on + notice < ends_on
    ]
    return Channel.objects.filter(pk__in=found) if found else []


def overdue(today: datetime.date) -> models.Q:
    """A fact of an open review past its day, not a state."""
    return models.Q(state=Review.State.OPEN, due_on__lt=today)

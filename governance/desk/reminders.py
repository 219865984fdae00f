"""Reminders: of reviews and findings past their day, and of life spans that near their end.

A reminder is a row, so that a missed day loses none and a second run doubles none.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from governance.channels.guards import lapses_on
from governance.channels.states import REVIEWED
from governance.models import Channel, Finding, Review, Rules
from governance.who import recipients
from ledger import reminders
from ledger.days import in_words
from ledger.reminders import Reminder
from people.models import User

BEFORE_THE_END = (30, 7)  # days, after the first reminder, which the rules set
CHUNK = 500


@dataclass(frozen=True)
class Calendar:
    """What every reminder of one run needs to know."""

    today: datetime.date
    rules: Rules = field(default_factory=Rules.current)
    heads: list[User] = field(default_factory=lambda: list(recipients.heads()))

    @property
    def step(self) -> datetime.timedelta:
        return datetime.timedelta(days=self.rules.reminder_days)


def owe_due(*, today: datetime.date, now: datetime.datetime) -> int:
    """The clock's act: write down every reminder that is due and not owed yet. Says how many."""
    calendar = Calendar(today)
    found = (
        reminder
        for source in (_of_reviews, _of_findings, _of_life_spans)
        for reminder in source(calendar)
    )
    return reminders.owe(found, at=now)


def _of_reviews(calendar: Calendar) -> Iterator[Reminder]:
    due = Review.objects.filter(
        state=Review.State.OPEN,
        due_on__lte=calendar.today + calendar.step,
        channel__state__in=REVIEWED,
    )
    for review in _with_people(due, "channel"):
        yield from _climb("review_due", review, review.channel, review.due_on, calendar)


def _of_findings(calendar: Calendar) -> Iterator[Reminder]:
    due = Finding.objects.filter(
        fixed_on=None,
        deadline__lte=calendar.today + calendar.step,
        review__channel__state__in=REVIEWED,
    )
    for finding in _with_people(due, "review__channel"):
        yield from _climb("finding_due", finding, finding.channel, finding.deadline, calendar)


def _climb(
    kind: str, thing: Review | Finding, channel: Channel, day: datetime.date, calendar: Calendar
) -> Iterator[Reminder]:
    """The lead a while before the day, the manager a while after it, then the head."""
    rungs = [
        ("lead", day - calendar.step, recipients.channel_people(channel)),
        ("manager", day + calendar.step, recipients.manager_of(channel)),
        ("head", day + 2 * calendar.step, calendar.heads),
    ]
    told = thing.told()
    for rung, due, people in rungs:
        if due <= calendar.today:
            yield Reminder(kind, f"{kind}:{thing.pk}:{rung}", list(people), told)


def _of_life_spans(calendar: Calendar) -> Iterator[Reminder]:
    """Of several that were missed only the last one: it says all that the others would have."""
    first = calendar.rules.renewal_notice_days
    days = [first, *(each for each in BEFORE_THE_END if each < first)]
    ending = Channel.objects.filter(
        state=Channel.State.LIVE,
        ends_on__lte=calendar.today + datetime.timedelta(days=first),
    )
    for channel in _with_people(ending, ""):
        left = (channel.ends_on - calendar.today).days
        latest = min(each for each in days if left <= each)
        yield Reminder(
            "life_span_ending",
            f"life_span_ending:{channel.pk}:{channel.ends_on}:{latest}",
            list(recipients.channel_people(channel)),
            channel.told() | _days(channel, calendar),
        )


def _days(channel: Channel, calendar: Calendar) -> dict[str, str]:
    ends, lapses = channel.ends_on, lapses_on(channel, calendar.rules)
    return {
        "ends": in_words(ends),
        "lapses": in_words(lapses),
        "tense": "ends" if ends and ends >= calendar.today else "ended",
    }


def _with_people(found: Any, channel: str) -> Iterable[Any]:
    """With everything that telling their people asks for, in few queries."""
    path = f"{channel}__" if channel else ""
    joined = found.select_related(
        *([channel] if channel else []),
        *(f"{path}{name}" for name in ("platform", "lead", "team__manager")),
    )
    return joined.prefetch_related(f"{path}administrators").iterator(CHUNK)  # type: ignore[no-any-return]  # any model

"""Conditions of an approval: a line each, with its day; from the approval on a finding each."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from governance.fields import DayField
from governance.models import Channel, Finding, Plan
from ledger.acts import Act
from ledger.days import in_words
from ledger.refusals import InvalidError

DAYS = 30
_DAY = r"\d{1,2} [^\W\d]+ \d{4}|\d{1,2}/\d{1,2}/\d{4}|\d{4}-\d{2}-\d{2}"
_BY = re.compile(rf"[\s,;]*(?:\(by (?P<inside>{_DAY})\)|\bby (?P<plain>{_DAY})\.?)\s*$", re.I)


@dataclass(frozen=True)
class Condition:
    text: str
    by: datetime.date

    def __str__(self) -> str:
        return f"{self.text} (by {in_words(self.by)})"


def usual_day(today: datetime.date) -> datetime.date:
    """By when, where nothing else is said."""
    return today + datetime.timedelta(days=DAYS)


def read(words: str, otherwise: datetime.date | None, today: datetime.date) -> list[Condition]:
    """The conditions of an approval that is being given. Raises InvalidError for a wrong day."""
    if otherwise is not None and otherwise <= today:
        raise InvalidError({"conditions_due": ["The day must lie ahead."]})
    found = []
    for line in _lines(words):
        text, said = _split(line)
        by = _day(said) if said else otherwise or usual_day(today)
        if by is None:
            raise InvalidError({"conditions": [f"{said} is no real day, like 4 January 2027."]})
        if by <= today:
            raise InvalidError({"conditions": [f"{in_words(by)} does not lie ahead."]})
        found.append(Condition(text, by))
    return found


def in_lines(found: list[Condition]) -> str:
    return "\n".join(map(str, found))


def set_down(plan: Plan, channel: Channel, act: Act) -> None:
    """Make each a row of the channel's own, for its lead. One whose day went by starts afresh."""
    for line in _lines(plan.conditions):
        text, said = _split(line)
        by = _day(said) if said else None
        if by is None:
            text = line
        if by is None or by <= act.today:
            by = usual_day(act.today)
        Finding.objects.create(channel=channel, plan=plan, owner=plan.lead, text=text, deadline=by)


def _lines(words: str) -> list[str]:
    return [line.strip() for line in words.splitlines() if line.strip()]


def _split(line: str) -> tuple[str, str]:
    """What is to be done, and by when; a line that is a day and nothing else says what."""
    found = _BY.search(line)
    text = line[: found.start()].strip() if found else line
    if found is None or not text:
        return line, ""
    return text, found["inside"] or found["plain"]


def _day(words: str) -> datetime.date | None:
    try:
        day: datetime.date = DayField().clean(words)
    except ValidationError:
        return None
    return day

"""What stands behind the question mark. A parameter that is wrong is named, never ignored."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Collection
from typing import TypeVar

from django.http import QueryDict
from django.utils.dateparse import parse_date, parse_datetime

from governance.published.cursors import Cursor, CursorError
from ledger.refusals import InvalidError

T = TypeVar("T")
LONGEST_TEXT = 2_000
# A "+" that somebody forgot to write as %2B arrives as a space.
LOST_PLUS = re.compile(r" (\d\d:?\d\d)$")


class Parameters:
    """Reads one request's parameters; `done` raises InvalidError with all that is wrong."""

    def __init__(self, given: QueryDict, known: Collection[str]) -> None:
        self._given = given
        self.errors: dict[str, list[str]] = {}
        names = ", ".join(sorted(known)) or "none"
        for name, values in given.lists():
            if name not in known:
                self.wrong(name, f"There is no such parameter. There are: {names}.")
            elif len(values) > 1:
                self.wrong(name, "Give it once.")

    def wrong(self, name: str, sentence: str) -> None:
        self.errors.setdefault(name, []).append(sentence)

    def done(self) -> None:
        if self.errors:
            raise InvalidError(self.errors)

    def text(self, name: str, longest: int = 200) -> str | None:
        """A text that a database can look for, or None where nothing was given."""
        if name not in self._given:
            return None
        value = (self._given.get(name) or "").strip()
        if not value:
            self.wrong(name, "It is empty. Give a value or leave it out.")
        elif len(value) > longest:
            self.wrong(name, f"At most {longest:,} characters.")
        elif "\x00" in value:
            self.wrong(name, "It holds a character that no text has.")
        else:
            return value
        return None

    def number(self, name: str, default: int, low: int, high: int) -> int:
        value = self.text(name)
        if value is None:
            return default
        if not re.fullmatch(r"[0-9]{1,18}", value, re.ASCII) or not low <= int(value) <= high:
            self.wrong(name, f"Give a whole number from {low:,} to {high:,}.")
            return default
        return int(value)

    def choice(self, name: str, choices: Collection[str]) -> str | None:
        value = self.text(name)
        if value is not None and value not in choices:
            self.wrong(name, f"It is one of {', '.join(choices)}.")
            return None
        return value

    def instant(self, name: str) -> datetime.datetime | None:
        """A time, or a day that stands for its first moment, in UTC where nothing else is said."""
        return self._parsed(name, _instant, "Give a time such as 2027-01-04T09:00:00Z.")

    def day(self, name: str) -> datetime.date | None:
        return self._parsed(name, datetime.date.fromisoformat, "Give a day such as 2027-01-04.")

    def cursor(self, name: str = "cursor") -> Cursor | None:
        return self._parsed(name, Cursor.read, "Take it from `next` or `previous`.")

    def _parsed(self, name: str, read: Callable[[str], T], sentence: str) -> T | None:
        value = self.text(name)
        if value is None:
            return None
        try:
            return read(value)
        except (ValueError, OverflowError, CursorError):
            self.wrong(name, sentence)
            return None


def _instant(value: str) -> datetime.datetime:
    value = LOST_PLUS.sub(r"+\1", value)
    day = parse_date(value)
    found = parse_datetime(value) if day is None else _midnight(day)
    if found is None:
        raise ValueError(value)
    if found.tzinfo is None:
        found = found.replace(tzinfo=datetime.UTC)
    return found.astimezone(datetime.UTC)


def _midnight(day: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(), datetime.UTC)

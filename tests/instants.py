"""Instants that move with the clock, so that a copy was made now and not when its original was."""

import datetime
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

WRITTEN = re.compile(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{6})?Z")
YEARS = datetime.timedelta(days=3650)
INSTANT = datetime.timedelta(microseconds=1)


@dataclass(frozen=True)
class Moving:
    """What happened until `ended`, in order: in a copy it happens so within an instant.

    What lay years before stays as far away.
    """

    ended: datetime.datetime
    order: dict[datetime.datetime, int]

    @classmethod
    def of(cls, values: Iterable[Any], ended: datetime.datetime) -> "Moving":
        lately = ended - YEARS
        past = {each for value in values for each in _instants(value) if lately <= each <= ended}
        return cls(ended, {each: place for place, each in enumerate(sorted(past))})

    def to(self, now: datetime.datetime, value: Any) -> Any:
        """The value as it would be, had the acts come to their end at `now`."""
        if isinstance(value, datetime.datetime):
            moved = self._moved(aware(value), now)
            return moved if value.tzinfo else moved.replace(tzinfo=None)
        if isinstance(value, str):
            return WRITTEN.sub(lambda found: self._rewritten(found.group(), now), value)
        if isinstance(value, bytes) and WRITTEN.search(text := value.decode("latin-1")):
            return self.to(now, text).encode("latin-1")
        return value

    def _moved(self, instant: datetime.datetime, now: datetime.datetime) -> datetime.datetime:
        place = self.order.get(instant)
        if place is None:  # it was still to come
            return now + (instant - self.ended)
        return now - (len(self.order) - place) * INSTANT

    def _rewritten(self, text: str, now: datetime.datetime) -> str:
        moved = self._moved(datetime.datetime.fromisoformat(text), now)
        return moved.isoformat().replace("+00:00", "Z")


def aware(value: datetime.datetime) -> datetime.datetime:
    """SQLite's are in UTC and do not say so."""
    return value.astimezone(datetime.UTC) if value.tzinfo else value.replace(tzinfo=datetime.UTC)


def _instants(value: Any) -> Iterator[datetime.datetime]:
    if isinstance(value, datetime.datetime):
        yield aware(value)
    elif isinstance(value, bytes | str):
        text = value.decode("latin-1") if isinstance(value, bytes) else value
        yield from map(datetime.datetime.fromisoformat, WRITTEN.findall(text))

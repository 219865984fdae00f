"""When a letter that can wait goes out: at the next collection, or later for those who chose so."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ledger.letters import Letter

# Given a letter that can wait, whom it is for and when it is owed: who waits, and until when.
Pace = Callable[[Letter, Sequence[Any], datetime.datetime], Mapping[Any, datetime.datetime]]


_paces: list[Pace] = []


def register(pace: Pace) -> None:
    """Said once, by the room that knows who reads when."""
    _paces[:] = [pace]


def later(
    letter: Letter, people: Sequence[Any], at: datetime.datetime
) -> Mapping[Any, datetime.datetime]:
    """Until when it is kept, by the keys of those for whom it is."""
    found: dict[Any, datetime.datetime] = {}
    if people and not letter.gathers:
        for pace in _paces:
            found |= pace(letter, people, at)
    return found

"""What waits for a person, and what comes soon.

What is owed by a day is read from the obligations, and nowhere else. What has no day is found by a
small function of a person and a day each: docs/decisions says which there are, and why no others.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from governance.desk.waiting import keys, owed, plans, policy
from governance.desk.waiting.owed import Owed
from governance.desk.waiting.thing import DAYS_AHEAD, Waiting
from people.models import User

__all__ = ["DAYS_AHEAD", "SOURCES", "Look", "Waiting", "coming_for", "look", "waiting_for"]

Source = Callable[[User, datetime.date], list[Waiting]]

SOURCES: list[Source] = [
    policy.to_read,
    plans.to_write,
    keys.openings,
]


@dataclass(frozen=True)
class Look:
    """What is theirs by a day, what waits for them besides, oldest first, and what comes."""

    owed: Owed
    now: list[Waiting]
    coming: list[Waiting]


def look(user: User, today: datetime.date) -> Look:
    found = [each for source in SOURCES for each in source(user, today)]
    theirs = owed.of(user, today)
    ahead = [*theirs.coming, *(each for each in found if each.ahead)]
    return Look(
        theirs,
        sorted(
            (each for each in found if not each.ahead), key=lambda each: (each.since, each.title)
        ),
        sorted(ahead, key=lambda each: (each.due or each.since, each.title)),
    )


def waiting_for(user: User, today: datetime.date) -> list[Waiting]:
    found = look(user, today)
    return sorted([*found.owed.now, *found.now], key=lambda each: (each.since, each.title))


def coming_for(user: User, today: datetime.date) -> list[Waiting]:
    return look(user, today).coming

"""What waits for a person, and what comes soon.

To add a kind of thing, write a small function of a person and a day and put it into SOURCES.
"""

import datetime
from collections.abc import Callable

from governance.desk.waiting import channels, keys, plans, policy, reviews
from governance.desk.waiting.thing import DAYS_AHEAD, MOST, Waiting
from people.models import User

__all__ = ["DAYS_AHEAD", "MOST", "SOURCES", "Waiting", "coming_for", "look", "waiting_for"]

Source = Callable[[User, datetime.date], list[Waiting]]

SOURCES: list[Source] = [
    policy.to_read,
    plans.consultations,
    plans.to_write_or_decide,
    channels.in_hand,
    channels.ending,
    keys.openings,
    reviews.in_hand,
    reviews.findings,
]


def look(user: User, today: datetime.date) -> tuple[list[Waiting], list[Waiting]]:
    """What waits, oldest first, and what falls due in the next days, soonest first."""
    found = [each for source in SOURCES for each in source(user, today)]
    now = [each for each in found if not each.ahead]
    ahead = [each for each in found if each.ahead]
    return (
        sorted(now, key=lambda each: (each.since, each.title)),
        sorted(ahead, key=lambda each: (each.due or each.since, each.title)),
    )


def waiting_for(user: User, today: datetime.date) -> list[Waiting]:
    return look(user, today)[0]


def coming_for(user: User, today: datetime.date) -> list[Waiting]:
    return look(user, today)[1]

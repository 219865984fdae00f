"""Which channels of the register owe something: as much of it as whoever asks may see."""

from __future__ import annotations

import datetime

from django.db.models import Q, QuerySet

from governance.models import Obligation
from governance.obligations import reading
from governance.obligations.kinds import KINDS, Of
from people.models import User

ANYTHING = "anything"


def choices() -> list[tuple[str, str]]:
    """What a channel may owe; people owe their own things."""
    kinds = [each for each in KINDS.values() if each.of != Of.PEOPLE]
    named = [(each.name, each.label.capitalize()) for each in kinds]
    return [("", "Anything or nothing"), (ANYTHING, "Something"), *named]


def channels(user: User, owes: str, today: datetime.date, *, late: bool) -> QuerySet[Obligation]:
    """The ids of channels that owe this by now, or have it past its day."""
    asked = Q(channel__isnull=False)
    if owes and owes != ANYTHING:
        asked &= Q(kind=owes)
    if late:
        asked &= Q(due_on__lt=today)
    found = reading.owed(today).filter(asked, reading.seen(user))
    return found.order_by().values("channel_id")  # type: ignore[return-value]  # ids of its rows

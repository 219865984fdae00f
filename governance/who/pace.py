"""Whoever hears once a week reads then what they need not act on, too."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone

from governance import hours
from governance.letters import KNOW, READ
from ledger import pacing
from ledger.letters import Letter
from people.models import HowOften, User

A_WEEK = datetime.timedelta(days=7)


def pace(
    letter: Letter, people: Sequence[Any], at: datetime.datetime
) -> Mapping[Any, datetime.datetime]:
    """What is to be done or decided goes to them on the next working day, as to everybody."""
    if letter.heading not in (KNOW, READ):
        return {}
    weekly = User.objects.filter(pk__in=people, digest=HowOften.WEEKLY).values_list("pk", flat=True)
    return dict.fromkeys(weekly, _their_day(at))


def _their_day(at: datetime.datetime) -> datetime.datetime:
    """When the office opens on the first working day of this week, or else of the next."""
    today = timezone.localdate(at)
    days = [hours.week_begins(today), hours.week_begins(today + A_WEEK)]
    opens = [timezone.make_aware(datetime.datetime.combine(day, hours.opening())) for day in days]
    return next(each for each in opens if each > at)


def register() -> None:
    """Called once, when the program starts."""
    pacing.register(pace)

"""One thing that waits, and the questions that several kinds of things share."""

import datetime
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from people.models import User

DAYS_AHEAD = 30


@dataclass(frozen=True)
class Waiting:
    """Since when it waits and, where there is one, the last day for it.

    `ahead` says that nobody needs to do it yet: it is shown among what comes.
    """

    title: str
    href: str
    since: datetime.date
    due: datetime.date | None = None
    detail: str = ""
    ahead: bool = False


def soon(today: datetime.date) -> datetime.date:
    return today + datetime.timedelta(days=DAYS_AHEAD)


def day(at: datetime.datetime | None) -> datetime.date:
    """The organisation's day of an instant."""
    return timezone.localdate(at) if at else timezone.localdate()


def of_led_teams(user: User) -> Q:
    """As part of the question asked, not as one more question."""
    leading = user.memberships.filter(ended_on=None, is_lead=True)
    return Q(team_id__in=leading.values("team_id"))

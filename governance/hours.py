"""When the communications office is open, and which days are working days in England."""

import datetime
from functools import cache

import holidays
from django.utils import timezone

from governance.models.organisation import Rules

SATURDAY = 5


@cache
def _bank_holidays(year: int) -> frozenset[datetime.date]:
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))


def is_working_day(day: datetime.date) -> bool:
    return day.weekday() < SATURDAY and day not in _bank_holidays(day.year)


def next_working_day(day: datetime.date) -> datetime.date:
    """The first working day after this one."""
    following = day + datetime.timedelta(days=1)
    while not is_working_day(following):
        following += datetime.timedelta(days=1)
    return following


def last_working_day(day: datetime.date) -> datetime.date:
    """This day, or the last working day before it."""
    while not is_working_day(day):
        day -= datetime.timedelta(days=1)
    return day


def week_begins(day: datetime.date) -> datetime.date:
    """The first working day of the week that this day is in."""
    monday = day - datetime.timedelta(days=day.weekday())
    return monday if is_working_day(monday) else next_working_day(monday)


def opening() -> datetime.time:
    """The time of day from which the office is open, and mail that was collected goes out."""
    return Rules.current().office_opens


def in_hours(at: datetime.datetime) -> bool:
    """Whether the office is open at this instant, by the organisation's clock."""
    local, rules = timezone.localtime(at), Rules.current()
    open_now = rules.office_opens <= local.time() < rules.office_closes
    return open_now and is_working_day(local.date())


def day_of_digest(today: datetime.date, now: datetime.datetime) -> datetime.date | None:
    """The day whose collected mails may go out now: a working day that has begun.

    Of another day than the clock's, as in development, only the day counts.
    """
    local = timezone.localtime(now)
    begun = today != local.date() or local.time() >= Rules.current().office_opens
    return today if begun and is_working_day(today) else None

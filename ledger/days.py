"""Days in words, and days some months from others."""

import calendar
import datetime

from django.utils import timezone


def in_words(day: datetime.date | None) -> str:
    """4 January 2027; nothing where there is no day."""
    return f"{day.day} {day:%B %Y}" if day else ""


def moment_in_words(at: datetime.datetime | None) -> str:
    """4 January 2027 at 2:05pm, in the organisation's time zone."""
    if at is None:
        return ""
    local = timezone.localtime(at)
    return f"{in_words(local.date())} at {_hour(local)}"


def since_in_words(at: datetime.datetime) -> str:
    """At 2:05pm, if that was today; or else with its day."""
    local = timezone.localtime(at)
    return (
        f"at {_hour(local)}"
        if local.date() == timezone.localdate()
        else (f"on {moment_in_words(at)}")
    )


def _hour(local: datetime.datetime) -> str:
    return f"{f'{local:%I:%M}'.lstrip('0')}{'pm' if local.hour // 12 else 'am'}"


def add_months(day: datetime.date, months: int) -> datetime.date:
    """The same day of a later month, or that month's last day where it is shorter."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return datetime.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))

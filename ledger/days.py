"""Days in words, and days some months from others."""

import calendar
import datetime

from django.utils import timezone


def in_words(day: datetime.date | None) -> str:
    """4 January 2027; nothing where there is no day."""
    return f"{day.day} {day:%B %Y}" if day else ""


def moment_in_words(at: datetime.datetime) -> str:
    """4 January 2027 at 9:30am, by the organisation's clock."""
    local = timezone.localtime(at)
    hour = f"{local:%I:%M}".lstrip("0") + ("pm" if local.hour // 12 else "am")
    return f"{in_words(local.date())} at {hour}"


def add_months(day: datetime.date, months: int) -> datetime.date:
    """The same day of a later month, or that month's last day where it is shorter."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return datetime.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))

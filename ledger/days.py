"""Days in words, and days some months from others."""

import calendar
import datetime


def in_words(day: datetime.date | None) -> str:
    """4 January 2027; nothing where there is no day."""
    return f"{day.day} {day:%B %Y}" if day else ""


def add_months(day: datetime.date, months: int) -> datetime.date:
    """The same day of a later month, or that month's last day where it is shorter."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return datetime.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))

"""Days of the story: when things fall due for a channel that went live on the cast's day."""

import datetime
from collections import Counter

from governance import sweep
from ledger.models import Notice
from tests.cast import TODAY

SECURITY_OPENS = datetime.date(2027, 2, 1)
ENDS = datetime.date(2028, 1, 4)
LIFE_SPAN_OPENS = datetime.date(2027, 11, 5)
LAPSES = datetime.date(2028, 1, 19)


def after(days: int, day: datetime.date = TODAY) -> datetime.date:
    return day + datetime.timedelta(days=days)


def run_sweep(day: datetime.date) -> None:
    now = datetime.datetime.combine(day, datetime.time(9), datetime.UTC)
    failed = [outcome for outcome in sweep.run(day, now) if outcome.done is None]
    assert not failed, failed


def told(*kinds: str) -> Counter[tuple[str, str]]:
    """How often whom was told what."""
    found = Notice.objects.filter(kind__in=kinds) if kinds else Notice.objects.all()
    return Counter((each.kind, each.to.name) for each in found.select_related("to"))

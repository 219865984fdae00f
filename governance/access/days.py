"""Days that count for channels: since when one is here, and a day for each of many, spread."""

from __future__ import annotations

import datetime
import hashlib
import uuid

from django.utils import timezone

from governance.models import Channel, Rules

DAYS_A_WEEK, WEEKDAYS = 7, 5
SPREAD_PARTS = 4  # what was imported is asked for in all of these parts of the months but the first


def here_since(channel: Channel) -> datetime.date:
    """The day on which it came here: by an import, or by going live after its approval."""
    said = channel.imported_on or channel.live_since or channel.approved_on
    return said or timezone.localtime(channel.created_at).date()


def asked_since(channel: Channel, rules: Rules) -> datetime.date:
    """The day from which it owes what it does not have: a fact, so that what was met for a while
    comes back with its old day."""
    return max(here_since(channel), rules.owed_from or datetime.date.min)


def number_of(channel: uuid.UUID) -> int:
    """Always the same of one channel, and of many evenly spread."""
    return int.from_bytes(hashlib.sha256(channel.bytes).digest()[:8])


def spread(channel: uuid.UUID, first: datetime.date, latest: datetime.date) -> datetime.date:
    """By a hash of its id, a Monday to Friday in the weeks before the latest day.

    The first part of the time is left out: nobody is asked before there was time to look.
    """
    weeks = max((latest - first).days * (SPREAD_PARTS - 1) // SPREAD_PARTS // DAYS_A_WEEK, 1)
    week, weekday = divmod(number_of(channel) % (weeks * WEEKDAYS), WEEKDAYS)
    monday = latest - datetime.timedelta(days=latest.weekday())
    return monday - datetime.timedelta(weeks=week + 1) + datetime.timedelta(days=weekday)

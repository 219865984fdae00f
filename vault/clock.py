"""Owns the time by which a grant ends: the database's, not that of the machine that asks."""

from datetime import datetime

from django.db import connection
from django.utils import timezone

from ledger.models import Entry


def now_after_locks() -> datetime:
    """Ask after the locks are held: a transaction's own now() stands still while it waits.

    On SQLite the clock is this machine's; it never goes behind the newest entry.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            now: datetime = cursor.fetchone()[0]
            return now
    newest = Entry.objects.order_by("-seq").values_list("at", flat=True).first()
    return max(timezone.now(), newest) if newest else timezone.now()

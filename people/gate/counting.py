"""The counts, kept in the database so that all workers agree.

What cannot be written there is no refusal: the database's error goes on to whoever answers it.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.db import transaction

from people.gate.counters import Counter, Proof
from people.gate.delays import FORGOTTEN_AFTER
from people.models import Tally


def enter(proof: Proof, now: datetime.datetime) -> datetime.datetime | None:
    """From when on it may be tried, where that is not yet; or else None, and it is counted as
    wrong already. Whoever comes at the same moment waits for the row and finds it counted."""
    counters = (proof.own, *proof.wide)
    if until := _until(counters, now):  # nothing is locked for whoever must wait anyway
        return until
    with transaction.atomic():
        row = _locked([proof.own], now)[proof.own.key]
        if row.again_at > now:
            return row.again_at
        _count(row, proof.own, now)
    return None


def fail(proof: Proof, now: datetime.datetime) -> None:
    """It was wrong."""
    if not proof.wide:
        return
    with transaction.atomic():
        rows = _locked(proof.wide, now)
        for each in proof.wide:
            _count(rows[each.key], each, now)


def pass_on(proof: Proof) -> None:
    """It was right, so its own count begins anew. The wide ones go on: whoever guesses for others
    knows a right one of their own."""
    Tally.objects.filter(pk=proof.own.key).delete()


def prune(*, now: datetime.datetime) -> int:
    """Drop what nobody added to for a day. Says how many."""
    return Tally.objects.filter(last_at__lt=now - FORGOTTEN_AFTER).delete()[0]


def _until(counters: Iterable[Counter], now: datetime.datetime) -> datetime.datetime | None:
    keys = [each.key for each in counters]
    waiting = Tally.objects.filter(pk__in=keys, again_at__gt=now).order_by("-again_at")
    return waiting.values_list("again_at", flat=True).first()


def _locked(counters: Iterable[Counter], now: datetime.datetime) -> dict[str, Tally]:
    """In one order: two that fail at once would otherwise wait for each other."""
    wanted = sorted(counters, key=lambda each: each.key)
    keys = [each.key for each in wanted]
    while True:
        new = [Tally(key=each.key, kind=each.kind, last_at=now, again_at=now) for each in wanted]
        Tally.objects.bulk_create(new, ignore_conflicts=True)
        rows = Tally.objects.filter(pk__in=keys).order_by("key").select_for_update()
        if len(rows) == len(keys):  # or else a right proof took one away between the two statements
            return {row.key: row for row in rows}


def _count(row: Tally, counter: Counter, now: datetime.datetime) -> None:
    if row.last_at < now - FORGOTTEN_AFTER:
        row.failures = 0
    row.failures += 1
    row.last_at, row.again_at = now, now + counter.limit.wait(row.failures)
    row.save(update_fields=["failures", "last_at", "again_at"])

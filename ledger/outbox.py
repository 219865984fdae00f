"""Notices: owed inside the transaction of an act, sent by the sweep, once each."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Count, Q

from ledger import addressing, letters, pacing
from ledger.addressing import NOTHING, Subject
from ledger.models import Notice
from ledger.sending import Posted, never, post, send_due

__all__ = ["NOTHING", "Posted", "Standing", "Subject", "forget_words", "never", "owe", "post"]
__all__ += ["send_due", "standing"]

LATE = datetime.timedelta(hours=1)  # of what cannot wait
LONG = datetime.timedelta(days=10)  # of what waits for a working day, or for that of a week
LATELY = datetime.timedelta(days=30)
BATCH = 500


def owe(
    kind: str,
    to: Iterable[models.Model],
    *,
    context: dict[str, Any],
    once: str | None,
    at: datetime.datetime,
    about: Subject = NOTHING,
    but: object = None,
) -> int:
    """Owe each person one notice; with `once`, never a second time for the same person.

    Whoever has left is stood in for, and `but` hears nothing. Says how many notices are new.
    """
    letter = letters.of(kind)
    people = addressing.reached(to, audience=letter.audience, about=about, but=but)
    if once:
        keys = {f"{once}:{pk}": pk for pk in people}
        owed = Notice.objects.filter(once__in=keys).values_list("once", flat=True)
        done = {keys[key] for key in owed if key}
        people = [pk for pk in people if pk not in done]
    urgent = letter.is_urgent(context)
    later = {} if urgent else pacing.later(letter, people, at)
    Notice.objects.bulk_create(
        [
            Notice(
                to_id=pk,
                kind=kind,
                about_kind=about.kind,
                about_id=about.id,
                context=context,
                urgent=urgent,
                once=f"{once}:{pk}" if once else None,
                owed_at=at,
                try_after=later.get(pk, at),
            )
            for pk in people
        ],
        ignore_conflicts=once is not None,
    )
    return len(people)


@dataclass(frozen=True)
class Standing:
    """How the outbox stands: what waits, what waits too long, what has nobody to go to, and what
    was given up lately because the mail server would not take it."""

    waiting: int
    late: int
    nobody: int
    given_up: int


def standing(*, now: datetime.datetime) -> Standing:
    unsent = Q(sent_at=None, given_up_at=None)
    late = Q(urgent=True, owed_at__lt=now - LATE) | Q(urgent=False, owed_at__lt=now - LONG)
    given_up = Q(given_up_at__gte=now - LATELY, to__is_active=True, emptied_at=None)
    counted = Notice.objects.filter(sent_at=None).aggregate(
        waiting=Count("pk", filter=unsent),
        late=Count("pk", filter=unsent & late & Q(to__is_active=True)),
        nobody=Count("pk", filter=unsent & Q(to__is_active=False)),
        given_up=Count("pk", filter=given_up),
    )
    return Standing(**counted)


def forget_words(*, now: datetime.datetime) -> int:
    """What a notice said is dropped some months after it was sent; that it was sent stays known."""
    until = now - datetime.timedelta(days=settings.KEYHOLDER_NOTICE_DAYS)
    emptied = 0
    for column in ("sent_at", "given_up_at"):  # each by its index, however many there have been
        old = Notice.objects.filter(**{f"{column}__lt": until}, emptied_at=None).order_by(column)
        while batch := list(old.values_list("pk", flat=True)[:BATCH]):
            emptied += Notice.objects.filter(pk__in=batch).update(context={}, emptied_at=now)
    return emptied

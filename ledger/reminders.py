"""Reminders of the clock: rows that can be owed once, many in one go."""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db import models

from ledger import addressing, letters
from ledger.addressing import NOTHING, Subject
from ledger.models import Notice

BATCH = 500


@dataclass(frozen=True)
class Reminder:
    """`once` names the reminder: nobody is ever owed two of the same name.

    What it is `about` says who reads it where somebody has left.
    """

    kind: str
    once: str
    to: Sequence[models.Model]
    context: dict[str, Any]
    about: Subject = NOTHING

    def notices(self, at: datetime.datetime) -> Iterator[Notice]:
        letter = letters.of(self.kind)
        for person in addressing.reached(self.to, audience=letter.audience, about=self.about):
            yield Notice(
                to_id=person,
                kind=self.kind,
                about_kind=self.about.kind,
                about_id=self.about.id,
                context=self.context,
                urgent=letter.is_urgent(self.context),
                once=f"{self.once}:{person}",
                owed_at=at,
                try_after=at,
            )


def owe(reminders: Iterable[Reminder], *, at: datetime.datetime) -> int:
    """Write down what is not owed yet, whichever sweeper comes first. Says how many were new."""
    wanted = (notice for reminder in reminders for notice in reminder.notices(at))
    owed = 0
    while batch := list(islice(wanted, BATCH)):
        owed += _owe(batch)
    return owed


def _owe(batch: Sequence[Notice]) -> int:
    names = [notice.once for notice in batch]
    owed = set(Notice.objects.filter(once__in=names).values_list("once", flat=True))
    new = [notice for notice in batch if notice.once not in owed]
    Notice.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)

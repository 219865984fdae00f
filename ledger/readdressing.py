"""A notice to somebody who left goes on to whoever reads it now, and never counts as sent."""

from __future__ import annotations

import datetime

from django.db import models

from ledger import addressing, letters
from ledger.addressing import Subject
from ledger.models import Notice

ASKED_AGAIN_AFTER = datetime.timedelta(hours=1)


def readdress(due: models.QuerySet[Notice], *, at: datetime.datetime) -> None:
    """What is due to somebody inactive: to the next person, or it waits and is counted."""
    for notice in due.filter(to__is_active=False).order_by("owed_at", "id"):
        letter = letters.of(notice.kind)
        mine = Notice.objects.filter(pk=notice.pk, claim=notice.claim, sent_at=None)
        if letter.audience == "person":
            mine.update(given_up_at=at)
            continue
        person = addressing.instead(letter.audience, Subject(notice.about_kind, notice.about_id))
        if person is None:
            mine.update(try_after=at + ASKED_AGAIN_AFTER)
            continue
        changes = {"to_id": person.pk, "first_to_id": notice.first_to_id or notice.to_id}
        same = _the_same(notice, person)
        if same is None:
            mine.update(**changes)
        elif same.sent_at is None:
            mine.update(try_after=at + ASKED_AGAIN_AFTER)
        else:
            mine.update(**changes, sent_at=same.sent_at)


def _the_same(notice: Notice, person: models.Model) -> Notice | None:
    """What that person is told anyway of the very same thing."""
    told = Notice.objects.filter(to_id=person.pk, kind=notice.kind, owed_at=notice.owed_at)
    about = told.filter(about_kind=notice.about_kind, about_id=notice.about_id)
    return next((each for each in about if each.context == notice.context), None)

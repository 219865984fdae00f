"""Notices: owed inside the transaction of an act, sent by the sweep, once each."""

import datetime
import logging
from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import models, transaction
from django.template.loader import render_to_string

from ledger.models import Notice

LEASE = datetime.timedelta(minutes=5)
DOUBLINGS = 6  # the longest wait is an hour and a little
BATCH = 50

logger = logging.getLogger(__name__)


def owe(
    kind: str,
    to: Iterable[models.Model],
    *,
    context: dict[str, Any],
    once: str | None,
    at: datetime.datetime,
) -> int:
    """Owe each person one notice; with `once`, never a second time for the same person.

    Nobody who has left is owed one. Says how many notices are new.
    """
    people = {person.pk for person in to if getattr(person, "is_active", True)}
    if once:
        keys = {f"{once}:{pk}": pk for pk in people}
        owed = Notice.objects.filter(once__in=keys).values_list("once", flat=True)
        people -= {keys[key] for key in owed if key}
    Notice.objects.bulk_create(
        [
            Notice(
                to_id=pk,
                kind=kind,
                context=context,
                once=f"{once}:{pk}" if once else None,
                owed_at=at,
                try_after=at,
            )
            for pk in people
        ],
        ignore_conflicts=once is not None,
    )
    return len(people)


def send_due(*, now: datetime.datetime) -> int:
    """Send what is owed and say how many went out. Other sweepers pass by what is leased."""
    return sum(_send(notice, now) for batch in _leased(now) for notice in batch)


def _leased(now: datetime.datetime) -> Iterator[list[Notice]]:
    while True:
        with transaction.atomic():
            batch = list(
                Notice.objects.select_for_update(skip_locked=True, of=("self",))
                .filter(sent_at=None, try_after__lte=now)
                .select_related("to")
                .order_by("owed_at", "id")[:BATCH]
            )
            Notice.objects.filter(pk__in=[notice.pk for notice in batch]).update(
                try_after=now + LEASE, attempts=models.F("attempts") + 1
            )
        if not batch:
            return
        yield batch


def _send(notice: Notice, now: datetime.datetime) -> bool:
    try:
        if notice.to.is_active:
            _message(notice).send()
    except Exception as error:
        # The mail server is away, or this one notice cannot be written; the others must go out.
        # A message of the error could quote what the notice says, so only its kind is logged.
        wait = datetime.timedelta(minutes=2 ** min(notice.attempts, DOUBLINGS))
        Notice.objects.filter(pk=notice.pk).update(try_after=now + wait)
        logger.warning("Notice %s is not sent yet: %s", notice.pk, type(error).__name__)
        return False
    Notice.objects.filter(pk=notice.pk).update(sent_at=now)
    return True


def _message(notice: Notice) -> EmailMessage:
    """The e-mail: the template's first line is the subject. Its Message-ID tells doubles apart."""
    text = render_to_string(
        f"emails/{notice.kind}.txt.jinja",
        {"to": notice.to, "base_url": settings.KEYHOLDER_BASE_URL, **notice.context},
    )
    subject, _, body = text.strip().partition("\n")
    return EmailMessage(
        subject=subject.strip(),
        body=body.strip() + "\n",
        to=[notice.to.email],
        headers={"Message-ID": f"<{notice.pk}@keyholder>"},
    )

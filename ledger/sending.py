"""Sends what is owed: the urgent first, the rest as one mail a person and working day.

Several senders may run at once. Each claims a notice by its number just before sending it, and a
claim lasts by the clock of that moment. Nothing is sent inside a transaction.
"""

from __future__ import annotations

import datetime
import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.mail import EmailMessage
from django.db import models, transaction
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Least

from ledger import composing, letters
from ledger.line import Line, LineDownError
from ledger.models import Notice
from ledger.readdressing import readdress

LEASE = datetime.timedelta(minutes=5)
DOUBLINGS = 6  # the longest wait is an hour and a little
MOST_ATTEMPTS = 1_000
GIVEN_UP_AFTER = datetime.timedelta(days=14)
BEFORE_GIVING_UP = 10  # attempts, so that no long silence of the mail server is held against it
MOST_IN_A_DIGEST = 500

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Posted:
    """How many notices went out, and whether the mail server was away."""

    sent: int
    away: bool = False


def never() -> bool:
    return False


def post(
    *,
    now: datetime.datetime,
    day: datetime.date | None = None,
    stopped: Callable[[], bool] = never,
) -> Posted:
    """Send what is due at `now`. `day` is the working day whose digests may go out; without one
    only what is urgent does. At the first sign that the mail server is away it stops: what was not
    sent stays due."""
    with Line() as line:
        return Round(line, now, day, stopped, time.monotonic()).go()


def send_due(*, now: datetime.datetime, day: datetime.date | None = None) -> int:
    """The same, and how many notices went out."""
    return post(now=now, day=day).sent


@dataclass
class Round:
    """One run of the job."""

    line: Line
    began: datetime.datetime
    day: datetime.date | None
    stopped: Callable[[], bool]
    started: float  # by a clock that nobody sets
    sent: int = 0

    def at(self) -> datetime.datetime:
        """What the clock says now, counted from the instant that the run was given."""
        return self.began + datetime.timedelta(seconds=time.monotonic() - self.started)

    def go(self) -> Posted:
        readdress(self.due(), at=self.at())
        try:
            while not self.stopped() and self.goes_on():
                pass
        except LineDownError as error:
            waiting = self.due().count()
            logger.warning("The mail server is away (%s): %s notices wait.", error, waiting)
            return Posted(self.sent, away=True)
        return Posted(self.sent)

    def due(self) -> models.QuerySet[Notice]:
        return Notice.objects.filter(sent_at=None, given_up_at=None, try_after__lte=self.at())

    def goes_on(self) -> bool:
        """Send the next mail; false where nothing is left."""
        ready = self.due().filter(to__is_active=True).order_by("owed_at", "id")
        if urgent := ready.filter(urgent=True).select_related("to").first():
            self.line.open()
            if self.claim(urgent):
                self.deliver([urgent])
            return True
        if self.day is None:
            return False
        person = ready.filter(~Exists(self.digests(OuterRef("to")))).values_list("to").first()
        if person is None:
            return False
        self.line.open()
        if collected := self.collect(person[0]):
            self.deliver(collected)
        return True

    def digests(self, person: Any) -> models.QuerySet[Notice]:
        """What this person was sent with today's digest, or is being sent."""
        under_way = Q(sent_at__isnull=False) | Q(try_after__gt=self.at())
        return Notice.objects.filter(under_way, to=person, digest_on=self.day)

    def claim(self, notice: Notice) -> bool:
        mine = Notice.objects.filter(pk=notice.pk, claim=notice.claim, sent_at=None)
        notice.claim += 1
        return bool(mine.update(claim=notice.claim, try_after=self.at() + LEASE))

    def collect(self, person: Any) -> list[Notice]:
        """Claim all that can wait and is owed to one person, unless they had their mail today."""
        with transaction.atomic():
            mine = self.due().filter(to=person, urgent=False).order_by("owed_at", "id")
            locked = mine.select_for_update(of=("self",)).select_related("to")
            found = list(locked[:MOST_IN_A_DIGEST])
            if self.digests(person).exists():
                return []
            Notice.objects.filter(pk__in=[notice.pk for notice in found]).update(
                claim=F("claim") + 1, try_after=self.at() + LEASE, digest_on=self.day
            )
        for notice in found:
            notice.claim += 1
        return found

    def deliver(self, notices: Sequence[Notice]) -> None:
        message, written = self.written(notices)
        if message is None:
            return
        try:
            self.line.send(message)
        except LineDownError:
            self.postpone(written, own=False)
            raise
        except Exception as error:
            # The server takes others. What it says could quote the letter: its kind is enough.
            for notice in written:
                self.failed(notice, error)
            return
        told = Notice.objects.filter(pk__in=[notice.pk for notice in written], given_up_at=None)
        told.update(sent_at=self.at())
        self.sent += len(written)

    def written(self, notices: Sequence[Notice]) -> tuple[EmailMessage | None, list[Notice]]:
        """The mail, and the notices that it tells: one that cannot be written stops no other, and
        one of which nothing is left is not told."""
        lines: dict[Notice, composing.Text] = {}
        for notice in notices:
            try:
                still = letters.of(notice.kind).still(notice.context)
                if still is None:
                    self.drop(notice)
                    continue
                notice.context = still
                lines[notice] = composing.text_of(notice)
            except Exception as error:
                self.failed(notice, error)
        return (composing.message(lines) if lines else None), list(lines)

    def drop(self, notice: Notice) -> None:
        """All that it says was done meanwhile: it is not sent, and nobody has missed anything."""
        mine = Notice.objects.filter(pk=notice.pk, claim=notice.claim)
        mine.update(given_up_at=self.at(), emptied_at=self.at(), context={}, digest_on=None)

    def failed(self, notice: Notice, error: Exception) -> None:
        logger.warning("Notice %s is not sent yet: %s", notice.pk, type(error).__name__)
        self.postpone([notice], own=True)

    def postpone(self, notices: Sequence[Notice], *, own: bool) -> None:
        """They wait longer each time. One that fails by itself is given up in the end."""
        for notice in notices:
            at = self.at()
            wait = datetime.timedelta(minutes=2 ** min(notice.attempts + 1, DOUBLINGS))
            changes: dict[str, Any] = {"try_after": at + wait, "digest_on": None}
            if own and self.is_hopeless(notice, at):
                changes["given_up_at"] = at
                logger.error("Notice %s is given up: nobody could be told.", notice.pk)
            still_mine = Notice.objects.filter(pk=notice.pk, claim=notice.claim)
            still_mine.update(attempts=Least(F("attempts"), MOST_ATTEMPTS - 1) + 1, **changes)

    def is_hopeless(self, notice: Notice, at: datetime.datetime) -> bool:
        return notice.attempts + 1 >= BEFORE_GIVING_UP and at - notice.owed_at >= GIVEN_UP_AFTER

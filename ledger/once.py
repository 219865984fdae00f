"""What is sent twice is done once: by a second press of a button, or by a program that tries again.

Whoever sends something gives it a key. The first transaction of acts that it leads to writes the
key down, in that transaction: a second one waits for it, finds it there, and does nothing. What was
refused leaves no row, and can be sent again.
"""

from __future__ import annotations

import contextlib
import contextvars
import datetime
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils import timezone

from ledger.models import Sent

KEPT_FOR = datetime.timedelta(hours=24)
BATCH = 500


class SentBeforeError(Exception):
    """It was done already: `sent` has its answer, once there is one."""

    def __init__(self, sent: Sent) -> None:
        super().__init__("This was sent before, and it was done then.")
        self.sent = sent


@dataclass
class Sending:
    """A request under its key; `taken` once it has done something under it."""

    key: str
    content: str
    mine: uuid.UUID = field(default_factory=uuid.uuid4)
    taken: bool = False

    def answer(self, status: int, headers: dict[str, str], body: bytes) -> None:
        """What a second one is answered."""
        Sent.objects.filter(key=self.key).update(status=status, headers=headers, body=body)


_sending: contextvars.ContextVar[Sending | None] = contextvars.ContextVar("sending", default=None)


@contextlib.contextmanager
def sending(key: str, content: str) -> Iterator[Sending]:
    """What is done inside is done under this key; `content` says whether it is the same again."""
    sent = Sending(key, content)
    token = _sending.set(sent)
    try:
        yield sent
    finally:
        _sending.reset(token)


def may_be_repeated() -> None:
    """What is under way gives nothing and takes nothing: it is done each time it is sent."""
    _sending.set(None)


@contextlib.contextmanager
def kept() -> Iterator[None]:
    """Around a transaction of acts. Raises SentBeforeError inside, before anything is locked."""
    sent = _sending.get()
    yield
    if sent is not None:
        sent.taken = True


def take() -> None:
    """Write the key down; called at the beginning of the transaction."""
    sent = _sending.get()
    if sent is None or sent.taken:
        return
    row = Sent(key=sent.key, content=sent.content, mine=sent.mine, at=timezone.now())
    Sent.objects.bulk_create([row], ignore_conflicts=True)  # waits for one that is under way
    found = Sent.objects.get(key=sent.key)
    if found.mine != sent.mine:
        raise SentBeforeError(found)


def forget(*, now: datetime.datetime) -> int:
    """Keys of yesterday."""
    old = Sent.objects.filter(at__lt=now - KEPT_FOR)
    forgotten = 0
    while batch := list(old.values_list("pk", flat=True)[:BATCH]):
        forgotten += Sent.objects.filter(pk__in=batch).delete()[0]
    return forgotten

"""Two acts at once that come as far before either is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Condition, get_ident

from django.db.models.signals import pre_save

from ledger import performing
from tests.vault.racing import race

PATIENCE = 0.3  # seconds for the other one to come as far, where the program keeps it from that

Do = Callable[[], object]
Wait = Callable[..., None]


def at_once(*acts: Do) -> list[str]:
    """What came of each. They wait for each other when they save, and again once all is settled."""

    def one(number: int) -> str:
        acts[number]()
        return f"{number}: done"

    with _at_saving(_meeting(len(acts))), _at_settling(_meeting(len(acts))):
        return sorted(race(len(acts), one))


def _meeting(number: int) -> Wait:
    """Where each waits once until all are there, or for as long as its patience lasts."""
    arrived, door = set[int](), Condition()

    def wait(*_: object, **__: object) -> None:
        with door:
            if get_ident() in arrived:
                return
            arrived.add(get_ident())
            door.notify_all()
            door.wait_for(lambda: len(arrived) >= number, PATIENCE)

    return wait


@contextmanager
def _at_saving(wait: Wait) -> Iterator[None]:
    pre_save.connect(wait)
    try:
        yield
    finally:
        pre_save.disconnect(wait)


@contextmanager
def _at_settling(wait: Wait) -> Iterator[None]:
    performing.settle_by(wait)
    try:
        yield
    finally:
        performing._settlers.remove(wait)

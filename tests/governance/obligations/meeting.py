"""Two acts at once that have both asked what is owed before either is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from threading import Condition

from ledger import performing
from ledger.acts import Act
from tests.vault.racing import race

PATIENCE = 0.3  # seconds for the other one to come as far, where nothing keeps it from that

Do = Callable[[], object]


def at_once(*acts: Do) -> list[str]:
    """What came of each. None is written before all are settled, if the program lets them."""

    def one(number: int) -> str:
        acts[number]()
        return f"{number}: done"

    with _waiting_for(len(acts)):
        return sorted(race(len(acts), one))


@contextmanager
def _waiting_for(number: int) -> Iterator[None]:
    arrived, door = 0, Condition()

    def wait(done: Sequence[Act]) -> None:
        nonlocal arrived
        with door:
            arrived += 1
            door.notify_all()
            door.wait_for(lambda: arrived >= number, PATIENCE)

    performing.settle_by(wait)
    try:
        yield
    finally:
        performing._settlers.remove(wait)

"""The thread of the mails: woken by the sweep, patient with a mail server that is away."""

import datetime
import itertools
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from governance import sweep
from governance.mailing import Mailing
from governance.sweep import Outcome
from ledger.outbox import Posted
from tests.cast import TODAY


@contextmanager
def mailing(
    monkeypatch: pytest.MonkeyPatch, every: float, post: Callable[[], Posted]
) -> Iterator[tuple[Mailing, list[Outcome]]]:
    said: list[Outcome] = []

    def posted(today: datetime.date, now: datetime.datetime, stopped: object) -> Posted:
        assert today == TODAY
        return post()

    monkeypatch.setattr(sweep, "post", posted)
    made = Mailing(every, TODAY, said.append)
    made.start()
    try:
        yield made, said
    finally:
        made.stop()


def test_it_waits_longer_each_time_while_nobody_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[float] = []
    enough = threading.Event()

    def away() -> Posted:
        asked.append(time.monotonic())
        if len(asked) == 4:
            enough.set()
        return Posted(0, away=True)

    with mailing(monkeypatch, 0.05, away) as (running, _):
        running.wake()
        assert enough.wait(20)
    waits = [later - earlier for earlier, later in itertools.pairwise(asked)]
    assert all(wait >= least for wait, least in zip(waits, (0.1, 0.2, 0.4), strict=True))


def test_it_is_woken_when_something_may_be_owed(monkeypatch: pytest.MonkeyPatch) -> None:
    rounds = threading.Semaphore(0)

    def post() -> Posted:
        rounds.release()
        return Posted(1)

    with mailing(monkeypatch, 3600, post) as (running, said):
        assert rounds.acquire(timeout=20)
        running.wake()
        assert rounds.acquire(timeout=20)
    assert [str(each) for each in said] == ["notices sent: 1"] * 2


def test_a_fault_is_said_and_it_goes_on(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    rounds = threading.Semaphore(0)

    def fail() -> Posted:
        rounds.release()
        raise ValueError("on purpose")

    with mailing(monkeypatch, 0.01, fail) as (_, said):
        assert rounds.acquire(timeout=20)
        assert rounds.acquire(timeout=20)
    assert str(said[0]) == "notices sent: failed, see the log"
    assert "The mails of the sweep failed." in caplog.text

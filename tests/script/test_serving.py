"""The web server and the sweep side by side: a sweep that dies is started again."""

import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest

Part = Callable[[str], ModuleType]
UNTIL_TWO = """
import sys, time
while len(open(sys.argv[1]).readlines()) < 2:
    time.sleep(0.05)
"""
DIES = """
import sys
open(sys.argv[1], "a").write("began\\n")
"""


@pytest.fixture(autouse=True)
def signals_as_they_were() -> Iterator[None]:
    kept = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield
    for number, handler in kept.items():
        signal.signal(number, handler)


def test_a_sweep_that_dies_is_started_again(
    part: Part, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    serving, starts = part("serving"), tmp_path / "starts"
    starts.touch()
    command = [sys.executable, "-c"]
    monkeypatch.setattr(serving, "_web", lambda port: [*command, UNTIL_TWO, str(starts)])
    monkeypatch.setattr(serving, "_sweep", lambda: [*command, DIES, str(starts)])
    monkeypatch.setattr(serving, "_answers", lambda *_: True)
    monkeypatch.setattr(serving, "BETWEEN_STARTS", 0.1)
    assert serving.serve(0, "here") == 1, "the web server has ended"
    assert len(starts.read_text().splitlines()) >= 2


def test_the_sweep_can_be_found_by_the_trees_path(part: Part) -> None:
    serving = part("serving")
    assert str(serving.ROOT / "manage.py") in serving._sweep()

"""A file that is made to take all memory or time is refused with a sentence."""

import os
import resource
import time
from collections.abc import Callable

import pytest

from governance.register import reading
from governance.register.files.sheets import UnreadableFileError
from ledger.limits import MEGABYTE, MOST_UPLOADED_ROWS, READER_MEMORY, UPLOAD_SECONDS
from tests.governance.register import bombs

BOMBS: list[tuple[Callable[[], bytes], str]] = [
    (bombs.wide_csv, "more than 100 columns"),
    (bombs.many_cells, "memory or time"),
    (bombs.one_long_text, "more than 20,000,000 letters"),
    (bombs.many_texts, "memory or time"),
    (bombs.much_of_nothing, "unpacks to more than 100 MB"),
    (bombs.deep_json, "cannot be read as JSON"),
    (bombs.twice_named_json, "names “name” twice"),
    (bombs.entities, "cannot be read as a workbook"),
]


@pytest.mark.parametrize(("bomb", "said"), BOMBS, ids=[each.__name__ for each, _ in BOMBS])
def test_bomb_is_refused(bomb: Callable[[], bytes], said: str) -> None:
    content = bomb()
    before = os.times()
    with pytest.raises(UnreadableFileError, match=said):
        reading.read(content, most=MOST_UPLOADED_ROWS, seconds=UPLOAD_SECONDS)
    took = os.times().children_user - before.children_user
    assert took <= UPLOAD_SECONDS + 1


def test_row_of_too_many_cells_is_refused_alone() -> None:
    lines = list(reading.read(bombs.wide_workbook()).lines)
    assert [line.problem for line in lines] == ["This row has more than 100 cells."]


def test_memory_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also what no reader of ours catches."""
    reader = "; ".join(
        [
            "import sys",
            "sys.path.append(sys.argv.pop())",
            "from governance.register.files import child, {module}",
            "child.confine(5)",
            f"print(len(bytearray({READER_MEMORY})))",
        ]
    )
    monkeypatch.setattr(reading, "READER", reader)
    with pytest.raises(UnreadableFileError, match="memory or time"):
        reading.read(b"name\nA\n")


def test_whoever_reads_a_bomb_keeps_its_own_memory() -> None:
    content = bombs.one_long_text()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(UnreadableFileError):
        reading.read(content, most=MOST_UPLOADED_ROWS)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024
    assert grown < 100 * MEGABYTE


def test_a_reader_that_is_stopped_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """Here it waits for something that never comes, which costs no time of the processor."""
    monkeypatch.setattr(reading, "READER", "import time\ntime.sleep(60) # {module}")
    began = time.monotonic()
    with pytest.raises(UnreadableFileError, match="more memory or time"):
        reading.read(b"name\nA\n", seconds=1)
    assert time.monotonic() - began < 30


def test_a_reader_that_dies_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "READER", "import os\nos.abort() # {module}")
    with pytest.raises(UnreadableFileError, match="more memory or time"):
        reading.read(b"name\nA\n")


def test_reader_has_nothing_of_our_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that breaks its reader finds no key and no password there."""
    monkeypatch.setattr(
        reading,
        "READER",
        "import json, os, sys # {module}\n"
        "print(json.dumps(dict(header=sorted(os.environ), from_spreadsheet=True)))\n"
        "print(json.dumps(dict(end='django' not in sys.modules)))",
    )
    assert set(reading.read(b"name\nA\n").header) <= {"LC_CTYPE"}


def test_what_is_read_apart_is_what_is_read_here() -> None:
    """Also letters that are no text, and those that end a line somewhere else."""
    content = '[{"name": "\\ud800 \\u2028 \\u0085", "team": "é\\u0000"}]'.encode()
    sheet = reading.read(content)
    assert (sheet.header, [line.cells for line in sheet.lines]) == (
        ["name", "team"],
        [["\ud800 \u2028 \x85", "é\x00"]],
    )

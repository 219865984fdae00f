"""Rows a second of an import: new ones, and the same file again."""

import itertools
from collections.abc import Iterator
from contextlib import contextmanager

from tests.bench import program
from tests.bench.data import TODAY
from tests.bench.measuring import Measure, seconds
from tests.bench.place import Place
from tests.bench.row import Limit, Row, Sides

HEADER = "name,platform,handle,team,lead_email,purpose,approved_on,ends_on\n"
LINE = "Clinic {n},Instagram,imported{n},Service {t},person{t}@bench.invalid,News,2026-01-05,\n"
_files = itertools.count()


@contextmanager
def added(place: Place) -> Iterator[Sides]:
    program.start(place)
    rows = _rows(place)
    yield lambda: _rate(_file(rows), rows, "added"), lambda: 1.0


@contextmanager
def unchanged(place: Place) -> Iterator[Sides]:
    program.start(place)
    rows = _rows(place)
    file = _file(rows)
    _rate(file, rows, "added")
    yield lambda: _rate(file, rows, "unchanged"), lambda: 1.0


def _rows(place: Place) -> int:
    return 400 if place.quick else 4_000


def _file(rows: int) -> bytes:
    first = next(_files) * rows
    lines = (LINE.format(n=each, t=each % 40) for each in range(first, first + rows))
    return (HEADER + "".join(lines)).encode()


def _rate(file: bytes, rows: int, expected: str) -> float:
    from governance.register import importing, reading
    from ledger.actors import OPERATOR

    def act() -> None:
        report = importing.run(reading.read(file), by=OPERATOR, today=TODAY).as_json()
        assert report[expected] == rows, report["rows"][0]

    measure: Measure = seconds(act)
    return rows / measure()


ROWS = [
    Row("import, rows a second: added", added, Limit(at_least=100), Limit(at_least=1000), rounds=3),
    Row(
        "import, rows a second: unchanged",
        unchanged,
        Limit(at_least=300),
        Limit(at_least=1000),
        rounds=3,
    ),
]

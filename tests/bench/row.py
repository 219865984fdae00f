"""One row of the table: what is compared, and which ratio is wanted."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass
from typing import Any

from tests.bench.measuring import Measure, in_turn
from tests.bench.place import Place


class CannotMeasureError(Exception):
    """Says what this machine lacks for a row."""


@dataclass(frozen=True)
class Limit:
    """What a ratio should be: at least so much, or at most."""

    at_least: float | None = None
    at_most: float | None = None

    def holds(self, ratio: float) -> bool:
        low = self.at_least if self.at_least is not None else float("-inf")
        high = self.at_most if self.at_most is not None else float("inf")
        return low <= ratio <= high

    def __str__(self) -> str:
        return f"≥ {self.at_least:g}" if self.at_least is not None else f"≤ {self.at_most:g}"


Sides = tuple[Measure, Measure]


@dataclass(frozen=True)
class Row:
    """`sides` makes ready what is compared (ours, the other) and clears it away afterwards.

    `on_sqlite` is the target there, where it is another one.
    """

    name: str
    sides: Callable[[Place], AbstractContextManager[Sides]]
    target: Limit
    stretch: Limit | None = None
    rounds: int = 5
    quick: bool = True
    on_sqlite: Limit | None = None


@dataclass(frozen=True)
class Result:
    name: str
    ours: float
    other: float
    ratio: float
    target: str
    stretch: str | None
    holds: bool

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def measure(row: Row, place: Place) -> Result:
    with row.sides(place) as (ours, other):
        a, b = in_turn(ours, other, row.rounds)
    ratio = a / b
    stretch = str(row.stretch) if row.stretch else None
    target = (row.on_sqlite if place.engine == "sqlite" else None) or row.target
    return Result(row.name, a, b, ratio, str(target), stretch, target.holds(ratio))

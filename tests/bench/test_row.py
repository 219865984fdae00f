"""How a row of the bench is measured and judged."""

import math
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.test import Client

from tests.bench.measuring import in_turn
from tests.bench.place import Place
from tests.bench.row import Limit, Row, Sides, measure

HERE = Place(Path(), "sqlite", {}, quick=True)


@contextmanager
def sides(place: Place) -> Iterator[Sides]:
    yield (lambda: 30.0, lambda: 60.0)


def test_both_sides_are_measured_in_turn() -> None:
    order: list[str] = []

    def side(name: str, figures: Iterator[float]) -> float:
        order.append(name)
        return next(figures)

    ours, other = iter([9.0, 1.0, 2.0, 7.0]), iter([9.0, 4.0, 5.0, 6.0])
    found = in_turn(lambda: side("a", ours), lambda: side("b", other), rounds=3)
    assert found == (2.0, 5.0)
    assert order == ["a", "b"] * 4


@pytest.mark.parametrize(
    ("limit", "holds", "words"),
    [
        (Limit(at_least=0.5), True, "≥ 0.5"),
        (Limit(at_least=0.6), False, "≥ 0.6"),
        (Limit(at_most=0.4), False, "≤ 0.4"),
    ],
)
def test_the_ratio_is_held_against_the_target(limit: Limit, holds: bool, words: str) -> None:
    result = measure(Row("half", sides, target=limit), HERE)
    assert math.isclose(result.ratio, 0.5)
    assert (result.holds, result.target, result.stretch) == (holds, words, None)


def test_the_rows_are_there_before_the_program_is() -> None:
    """The bench starts the program itself, once it has made a place for it."""
    unset = {key: text for key, text in os.environ.items() if key != "DJANGO_SETTINGS_MODULE"}
    asked = [sys.executable, "-m", "tests.bench", "--help"]
    run = subprocess.run(asked, env=unset, capture_output=True, text=True, check=False)
    assert run.stdout.startswith("usage: script/bench"), run.stderr


@pytest.mark.urls("tests.bench.urls")
def test_constant_bytes_are_for_everybody() -> None:
    answer = Client().get("/bench/hello/7")
    assert (answer.status_code, answer.content) == (200, b" " * 7)

"""Measures two things in turn, A B A B, so that a machine's moods reach both alike."""

import statistics
import time
from collections.abc import Callable

Measure = Callable[[], float]


def in_turn(ours: Measure, other: Measure, rounds: int) -> tuple[float, float]:
    """The medians of both. Each goes once unmeasured first, to be warm."""
    ours(), other()
    pairs = [(ours(), other()) for _ in range(rounds)]
    return statistics.median(a for a, _ in pairs), statistics.median(b for _, b in pairs)


def seconds(act: Callable[[], object]) -> Measure:
    """How long it takes."""

    def measure() -> float:
        began = time.perf_counter()
        act()
        return time.perf_counter() - began

    return measure


def rate(act: Callable[[], object], lasting: float = 1.0) -> Measure:
    """How often a second it can be done, tried for so many seconds."""

    def measure() -> float:
        began = time.perf_counter()
        done = 0
        while (passed := time.perf_counter() - began) < lasting:
            act()
            done += 1
        return done / passed

    return measure

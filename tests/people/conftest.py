"""The people at noon of the cast's day."""

from collections.abc import Iterator

import pytest
import time_machine

from tests.cast import NOON


@pytest.fixture
def noon() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield

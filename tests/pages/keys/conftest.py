"""The pages of keys at any hour, on either engine."""

from collections.abc import Iterator

import pytest

from tests import engines


@pytest.fixture(autouse=True)
def clock_of_the_test() -> Iterator[None]:
    with engines.clock_of_the_test():
        yield

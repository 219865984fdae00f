"""Every test of these pages happens at noon of the cast's day."""

import pytest


@pytest.fixture(autouse=True)
def on_the_day(noon: None) -> None:
    """Also where nobody signs in."""

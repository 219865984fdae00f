"""Every state of an opening and of a rotation has its colour, and the page of keys shows it."""

import pytest

from governance.keys.states import OPENINGS, ROTATIONS
from vault.models import Grant, Rotation

COLOURS = {"blue", "green", "grey", "red", "orange", "yellow"}


@pytest.mark.parametrize("state", Grant.State.values)
def test_every_opening_has_a_colour(state: str) -> None:
    assert OPENINGS[state].tag in COLOURS


@pytest.mark.parametrize("state", Rotation.State.values)
def test_every_rotation_has_a_colour(state: str) -> None:
    assert ROTATIONS[state].tag in COLOURS


def test_what_is_open_is_not_grey() -> None:
    quiet = {"grey"}
    assert {OPENINGS[each].tag for each in ("requested", "active")}.isdisjoint(quiet)
    assert {ROTATIONS[each].tag for each in ("due", "proposed")}.isdisjoint(quiet)

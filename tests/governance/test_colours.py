"""One word for a state has one colour, whatever it is the state of."""

from collections.abc import Mapping
from typing import Any

from governance.channels.states import MEANINGS as CHANNELS
from governance.keys.states import OPENINGS, ROTATIONS
from governance.plans.states import MEANINGS as PLANS
from governance.reviews.states import MEANINGS as REVIEWS

TABLES: list[Mapping[str, Any]] = [CHANNELS, PLANS, REVIEWS, OPENINGS, ROTATIONS]


def test_one_word_has_one_colour() -> None:
    """Pages find the colour by the word alone."""
    colours: dict[str, set[str]] = {}
    for table in TABLES:
        for state, meaning in table.items():
            colours.setdefault(state, set()).add(meaning.tag)
    assert {state: tags for state, tags in colours.items() if len(tags) > 1} == {}

"""Every state of a plan has a colour, and whoever has it in hand is told what to do."""

import pytest

from governance.models import Plan
from governance.plans.states import MEANINGS
from ledger.steps import table

DECIDED = {"approved", "rejected", "withdrawn"}


@pytest.mark.parametrize("state", Plan.State.values)
def test_every_state_has_a_colour(state: str) -> None:
    alike = {each for each, meaning in MEANINGS.items() if meaning.tag == MEANINGS[state].tag}
    assert alike in ({state}, {"draft", "withdrawn"})


@pytest.mark.parametrize("state", Plan.State.values)
def test_what_is_not_decided_waits_for_somebody(state: str) -> None:
    assert bool(MEANINGS[state].waits) == (state not in DECIDED)


@pytest.mark.parametrize("state", Plan.State.values)
def test_only_an_approved_plan_is_at_its_end(state: str) -> None:
    leads_on = any(state in step.sources for step in table(Plan).values())
    assert leads_on == (state != "approved")

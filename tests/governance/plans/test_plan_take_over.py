"""Taking a plan over from an officer who is away: both sides hear of it."""

import pytest

from governance.models import Plan
from governance.plans import acts as plans
from ledger.refusals import RefusedError
from tests.cast import REASON, TODAY, Cast
from tests.governance.outcomes import forbidden, refused, who_may, wrong
from tests.governance.plans.conftest import joins
from tests.ledger.reading import last, told

AWAY = {"reason": "Officer is on leave until Monday."}


def test_an_officer_who_could_have_taken_it_up(cast: Cast, considered: Plan) -> None:
    assert who_may(plans.take_over, considered, cast) == {"officer2", "head"}
    joins(cast.officer2, cast.team)
    assert who_may(plans.take_over, considered, cast) == {"head"}


def test_only_what_somebody_has_in_hand(cast: Cast, submitted: Plan) -> None:
    [said] = refused(plans.take_over, submitted, cast.officer2, **AWAY)
    assert said.startswith("This plan is submitted; to take over, it must be under consideration.")


def test_it_says_why(cast: Cast, considered: Plan) -> None:
    said = {"reason": ["Say why you take it over."]}
    assert wrong(plans.take_over, considered, cast.officer2) == said


def test_whoever_takes_it_over_decides_it(cast: Cast, considered: Plan) -> None:
    plans.take_over(considered, by=cast.officer2, today=TODAY, **AWAY)
    found = Plan.objects.get()
    assert (found.state, found.officer) == ("under_consideration", cast.officer2)
    forbidden(plans.approve, found, cast.officer)
    plans.approve(found, by=cast.officer2, today=TODAY, **REASON)


def test_the_officer_before_and_the_team_are_told(cast: Cast, considered: Plan) -> None:
    plans.take_over(considered, by=cast.officer2, today=TODAY, **AWAY)
    assert told("plan_taken_over") == ["Lead", "Officer"]
    entry = last("plan.take_over")
    assert entry.words == AWAY
    assert entry.facts["officer_before"] == str(cast.officer.pk)


def test_of_two_who_take_it_over_the_second_looks_again(cast: Cast, considered: Plan) -> None:
    seen = {"from_whom": str(cast.officer.pk)}
    plans.take_over(considered, by=cast.officer2, today=TODAY, **AWAY, **seen)
    with pytest.raises(RefusedError, match="Officer2 has it in hand by now"):
        plans.take_over(considered, by=cast.head, today=TODAY, **AWAY, **seen)


@pytest.mark.parametrize("verb", ["approve", "request_changes", "reject", "release"])
def test_other_steps_say_who_has_it_and_lead_there(cast: Cast, considered: Plan, verb: str) -> None:
    step = getattr(plans, verb)
    [refusal] = step.refusals(considered, by=cast.officer2, today=TODAY)
    assert "Officer has it in hand. If they are away, take it over." in refusal.sentence
    assert refusal.helps == "plan.take_over"
    assert "Officer has it in hand" in forbidden(step, considered, cast.officer2)


def test_whoever_could_not_take_it_over_is_not_led_there(cast: Cast, considered: Plan) -> None:
    [refusal] = plans.approve.refusals(considered, by=cast.lead, today=TODAY)
    assert refusal.helps is None
    assert "in hand" not in refusal.sentence

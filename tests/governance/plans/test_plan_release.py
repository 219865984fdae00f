"""Releasing a plan: another officer may take it up."""

from governance.models import Plan
from governance.plans import acts as plans
from tests.cast import TODAY, Cast
from tests.governance.outcomes import refused, who_may
from tests.ledger.reading import last, told


def test_the_officer_in_charge_and_the_head(cast: Cast, considered: Plan) -> None:
    assert who_may(plans.release, considered, cast) == {"officer", "head"}


def test_only_what_somebody_has_in_hand(cast: Cast, submitted: Plan) -> None:
    said = {"This plan is submitted; to release, it must be under consideration.": None}
    assert refused(plans.release, submitted, cast.head) == said


def test_nobody_has_it_in_hand_then(cast: Cast, considered: Plan) -> None:
    plans.release(considered, by=cast.head, today=TODAY)
    found = Plan.objects.get()
    assert (found.state, found.officer) == ("submitted", None)
    plans.take_up(found, by=cast.officer2, today=TODAY)


def test_those_who_can_decide_are_told_again(cast: Cast, considered: Plan) -> None:
    before = told("plan_submitted")
    plans.release(considered, by=cast.officer, today=TODAY)
    assert told("plan_submitted") == sorted([*before, "Head", "Officer2"])
    assert last("plan.release").actor == "Officer"

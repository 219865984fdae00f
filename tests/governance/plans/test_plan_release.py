"""Releasing a plan: another officer may take it up."""

from governance.models import Plan
from governance.plans import acts as plans
from people.models import User
from tests.cast import REASON, TODAY, Cast
from tests.governance.outcomes import refused, who_may
from tests.ledger.reading import last, told


def test_the_officer_in_charge_and_the_head(cast: Cast, considered: Plan) -> None:
    assert who_may(plans.release, considered, cast) == {"officer", "head"}


def test_only_what_somebody_has_in_hand(cast: Cast, submitted: Plan) -> None:
    [said] = refused(plans.release, submitted, cast.head)
    assert said.startswith("This plan is submitted; to release, it must be under consideration or")


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


def test_what_no_executive_signs_off_leads_back(cast: Cast, awaiting: Plan) -> None:
    """The only one has left: nothing is stuck, and the approval is given anew."""
    User.objects.filter(pk=cast.executive.pk).update(is_active=False)
    assert who_may(plans.release, awaiting, cast) == {"officer", "head"}
    plans.release(awaiting, by=cast.head, today=TODAY)
    found = Plan.objects.get()
    assert (found.state, found.officer, found.approved_by) == ("submitted", None, None)
    plans.take_up(found, by=cast.officer2, today=TODAY)
    plans.approve(found, by=cast.officer2, today=TODAY, **REASON)


def test_another_officer_where_the_one_in_charge_and_the_head_are_gone(
    cast: Cast, awaiting: Plan
) -> None:
    cast.head.groups.clear()
    assert "officer2" not in who_may(plans.release, awaiting, cast)
    cast.officer.groups.clear()
    awaiting = Plan.objects.get()
    assert "officer2" in who_may(plans.release, awaiting, cast)

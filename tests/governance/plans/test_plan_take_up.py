"""Taking a plan up: an officer who is neither its author nor of the team that proposes."""

from governance.models import Plan
from governance.plans import acts as plans
from tests.cast import TODAY, Cast
from tests.governance.outcomes import OFFICERS, forbidden, refused, who_may
from tests.governance.plans.conftest import joins, of_communications
from tests.ledger.reading import last, told


def test_officers_alone(cast: Cast, submitted: Plan) -> None:
    assert who_may(plans.take_up, submitted, cast) == OFFICERS


def test_not_an_officer_of_the_team_that_proposes(cast: Cast, submitted: Plan) -> None:
    joins(cast.officer, cast.team)
    assert who_may(plans.take_up, submitted, cast) == {"officer2", "head"}
    forbidden(plans.take_up, submitted, cast.officer)
    assert last("plan.take_up.refused").actor == "Officer"


def test_any_officer_but_the_author_for_communications_own(cast: Cast) -> None:
    plan = of_communications(cast, cast.officer)
    assert who_may(plans.take_up, plan, cast) == {"officer2", "head"}


def test_one_officer_has_it_in_hand(cast: Cast, submitted: Plan) -> None:
    plans.take_up(submitted, by=cast.officer, today=TODAY)
    found = Plan.objects.get()
    assert (found.state, found.officer) == ("under_consideration", cast.officer)
    [(said, helps)] = refused(plans.take_up, found, cast.officer2).items()
    assert said.startswith("This plan is under consideration; to take up, it must be submitted.")
    assert "Officer took it up at " in said
    assert helps == "plan.take_over"
    assert last("plan.take_up.refused").actor == "Officer2"


def test_the_team_is_told(cast: Cast, submitted: Plan) -> None:
    plans.take_up(submitted, by=cast.officer, today=TODAY)
    assert told("plan_taken_up") == ["Lead"]
    facts = last("plan.take_up").facts
    assert facts == {"from": "submitted", "to": "under_consideration"}

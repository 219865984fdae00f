"""Rejecting a plan: the team is told why, and no channel is made."""

import pytest

from governance.models import Channel, Plan
from governance.plans import acts as plans
from tests.cast import REASON, TODAY, Cast
from tests.governance.outcomes import forbidden, refused, who_may, wrong
from tests.ledger.reading import last, told

WHY = {"reason": "There is one already."}


def test_the_officer_in_charge(cast: Cast, considered: Plan) -> None:
    assert who_may(plans.reject, considered, cast) == {"officer"}
    forbidden(plans.reject, considered, cast.lead)
    assert last("plan.reject.refused").actor == "Lead"


def test_the_executive_whose_sign_off_is_awaited(cast: Cast, awaiting: Plan) -> None:
    assert who_may(plans.reject, awaiting, cast) == {"executive"}


def test_it_says_why(cast: Cast, considered: Plan) -> None:
    assert wrong(plans.reject, considered, cast.officer) == {"reason": ["Say why."]}


@pytest.mark.parametrize("state", ["considered", "awaiting"])
def test_no_channel_is_made(cast: Cast, state: str, request: pytest.FixtureRequest) -> None:
    plan: Plan = request.getfixturevalue(state)
    by = cast.officer if state == "considered" else cast.executive
    plans.reject(plan, by=by, today=TODAY, **WHY)
    found = Plan.objects.get()
    assert (found.state, found.decision_reason) == ("rejected", WHY["reason"])
    assert found.decided_at is not None
    assert not Channel.objects.exists()


def test_the_team_is_told(cast: Cast, considered: Plan) -> None:
    plans.reject(considered, by=cast.officer, today=TODAY, **WHY)
    assert told("plan_rejected") == ["Lead"]
    assert last("plan.reject").words == WHY


def test_what_is_decided_stays_decided(cast: Cast, considered: Plan) -> None:
    plans.approve(considered, by=cast.officer, today=TODAY, **REASON)
    [said] = refused(plans.reject, considered, cast.officer, **WHY)
    assert said.startswith("This plan is approved; to reject, it must be under consideration or")

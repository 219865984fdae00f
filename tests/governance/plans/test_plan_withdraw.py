"""Withdrawing a plan: whoever wrote it takes it back, as long as it is not decided."""

import pytest

from governance import leaving
from governance.models import Plan
from governance.plans import acts as plans
from ledger.actors import OPERATOR
from tests.cast import REASON, TODAY, Cast
from tests.governance.outcomes import refused, who_may
from tests.ledger.reading import last, told


def test_author_lead_and_manager_of_the_team(cast: Cast, draft: Plan) -> None:
    assert who_may(plans.withdraw, draft, cast) == {"member", "lead", "manager"}


def test_the_head_where_nobody_of_the_team_is_left(cast: Cast, draft: Plan) -> None:
    for person in (cast.member, cast.lead):
        leaving.leave(person, by=OPERATOR, today=TODAY)
    assert "head" not in who_may(plans.withdraw, draft, cast)
    leaving.leave(cast.manager, by=OPERATOR, today=TODAY)
    draft.refresh_from_db()
    assert who_may(plans.withdraw, draft, cast) == {"head"}


@pytest.mark.parametrize(
    ("state", "people"),
    [("draft", []), ("submitted", []), ("considered", ["Officer"]), ("awaiting", ["Officer"])],
    ids=["draft", "submitted", "considered", "awaiting"],
)
def test_from_every_open_state_and_the_officer_in_charge_is_told(
    cast: Cast, state: str, people: list[str], request: pytest.FixtureRequest
) -> None:
    plan: Plan = request.getfixturevalue(state)
    before = plan.state
    plans.withdraw(plan, by=cast.lead, today=TODAY)
    found = Plan.objects.get()
    assert found.state == "withdrawn"
    assert found.decided_at is not None
    assert told("plan_withdrawn") == people
    assert last("plan.withdraw").facts == {"from": before, "to": "withdrawn"}


def test_after_changes_were_asked_for(cast: Cast, considered: Plan) -> None:
    plans.request_changes(considered, by=cast.officer, today=TODAY, changes_wanted="More.")
    plans.withdraw(considered, by=cast.lead, today=TODAY)
    assert told("plan_withdrawn") == ["Officer"]


def test_what_is_decided_stays_decided(cast: Cast, considered: Plan) -> None:
    plans.approve(considered, by=cast.officer, today=TODAY, **REASON)
    [said] = refused(plans.withdraw, considered, cast.lead)
    assert said.startswith("This plan is approved; to withdraw, it must be draft or")

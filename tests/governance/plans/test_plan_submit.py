"""Submitting a plan: everything that is missing is said at once, with what helps."""

import pytest

from governance.models import Plan
from governance.plans import acts as plans
from people.models import Team
from tests import cast as given
from tests.cast import TODAY, Cast
from tests.governance.outcomes import forbidden, refused, who_may
from tests.governance.plans.conftest import joins
from tests.ledger.reading import last, told


def test_author_and_lead_of_the_team(cast: Cast, draft: Plan) -> None:
    assert who_may(plans.submit, draft, cast) == {"member", "lead"}
    said = "Only the author or a lead of the team can do this: submit the plan."
    assert forbidden(plans.submit, draft, cast.officer) == said


def test_all_that_is_missing_is_said_at_once(cast: Cast) -> None:
    given.policy(cast)
    found = refused(plans.submit, given.draft(cast), cast.lead)
    helps = [helps for helps in found.values() if helps]
    assert helps == [
        "plan.write",
        "plan.ask_consultation",
        "policy.acknowledge",
        "plan.write",
        "plan.write",
    ]


def test_it_waits_for_an_officer(cast: Cast, draft: Plan) -> None:
    plans.submit(draft, by=cast.lead, today=TODAY)
    found = Plan.objects.get()
    assert (found.state, found.submitted_by) == ("submitted", cast.lead)
    assert found.submitted_at is not None


def test_those_who_can_decide_are_told(cast: Cast, draft: Plan) -> None:
    joins(cast.officer2, cast.team)
    plans.submit(draft, by=cast.member, today=TODAY)
    assert told("plan_submitted") == ["Head", "Officer"]
    entry = last("plan.submit")
    assert (entry.actor, entry.facts) == ("Member", {"from": "draft", "to": "submitted"})


def test_heads_decide_on_communications_own(cast: Cast) -> None:
    given.submitted(cast, by=cast.officer, team=cast.communications)
    assert told("plan_submitted") == ["Head"]


def test_it_is_submitted_once(cast: Cast, submitted: Plan) -> None:
    said = {"This plan is submitted; to submit, it must be draft or changes requested.": None}
    assert refused(plans.submit, submitted, cast.lead) == said


def test_after_changes_it_is_considered_afresh(cast: Cast, awaiting: Plan) -> None:
    plans.request_changes(awaiting, by=cast.executive, today=TODAY, changes_wanted="More.")
    plans.submit(awaiting, by=cast.lead, today=TODAY)
    found = Plan.objects.get()
    assert (found.officer, found.approved_by, found.approved_at) == (None, None, None)


@pytest.mark.parametrize("slug", ["therapies", "communications"])
def test_corporate_channels_are_of_communications(cast: Cast, slug: str) -> None:
    author = cast.lead if slug == "therapies" else cast.officer
    team = Team.objects.get(slug=slug)
    plan = given.ready(cast, by=author, team=team, tier="corporate")
    if slug == "communications":
        plans.submit(plan, by=author, today=TODAY)
    else:
        assert refused(plans.submit, plan, author) == {
            "Corporate channels belong to the Communications and Marketing teams.": None
        }

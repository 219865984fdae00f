"""Submitting a plan: everything that is missing is said at once, with what helps."""

import pytest

from governance.models import Plan
from governance.plans import acts as plans
from governance.plans import consultations, writing
from ledger import composing
from ledger.models import Notice
from people.models import Team, User
from tests import cast as given
from tests.cast import TODAY, Cast
from tests.governance.builders import GO_AHEAD
from tests.governance.outcomes import forbidden, refused, who_may, wrong
from tests.governance.plans.conftest import joins, of_communications
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
    [said] = refused(plans.submit, submitted, cast.lead)
    assert said.startswith(
        "This plan is submitted; to submit, it must be draft or changes requested."
    )


def test_after_changes_it_goes_back_to_the_same_officer(cast: Cast, awaiting: Plan) -> None:
    """Approved once does not count any more; nobody but that officer is mailed."""
    plans.request_changes(awaiting, by=cast.executive, today=TODAY, changes_wanted="More.")
    writing.write(awaiting, by=cast.lead, today=TODAY, answers={"risks": "Fewer."})
    before = told("plan_submitted")
    plans.submit(awaiting, by=cast.lead, today=TODAY)
    found = Plan.objects.get()
    assert (found.state, found.officer) == ("under_consideration", cast.officer)
    assert (found.approved_by, found.approved_at, found.approval_reason) == (None, None, "")
    assert told("plan_submitted") == before
    assert told("plan_submitted_again") == ["Officer"]
    letter = composing.text_of(Notice.objects.get(kind="plan_submitted_again")).body
    assert "More." in letter
    assert "What could go wrong?" in letter
    assert "Why do you need" not in letter


@pytest.mark.parametrize("why", ["left", "team", "role"])
def test_an_officer_who_cannot_decide_it_any_more_gets_it_back_no_more(
    cast: Cast, considered: Plan, why: str
) -> None:
    plans.request_changes(considered, by=cast.officer, today=TODAY, changes_wanted="More.")
    if why == "left":
        User.objects.filter(pk=cast.officer.pk).update(is_active=False)
    elif why == "team":
        joins(cast.officer, cast.team)
    else:
        cast.officer.groups.clear()
    plans.submit(considered, by=cast.lead, today=TODAY)
    found = Plan.objects.get()
    assert (found.state, found.officer) == ("submitted", None)
    assert "Officer2" in told("plan_submitted")
    assert not told("plan_submitted_again")


def test_heads_hear_of_changes_to_communications_own(cast: Cast) -> None:
    plan = of_communications(cast, cast.officer)
    plans.take_up(plan, by=cast.officer2, today=TODAY)
    plans.request_changes(plan, by=cast.head, today=TODAY, changes_wanted="More.")
    plans.submit(plan, by=cast.officer, today=TODAY)
    assert told("plan_submitted_again") == ["Head", "Officer2"]


@pytest.mark.parametrize("outcome", ["use_existing", "not_suitable"])
def test_against_the_advice_it_needs_a_reason(cast: Cast, draft: Plan, outcome: str) -> None:
    advice = GO_AHEAD | {"outcome": outcome, "existing_channel": ""}
    if outcome == "use_existing":
        other = given.live_channel(cast, answers={"handle": "@other"})
        advice["existing_channel"] = str(other.pk)
    consultations.record(draft, by=cast.officer, today=TODAY, **advice)
    [said] = wrong(plans.submit, draft, cast.lead)["going_on"]
    assert said.startswith("Officer's advice was: ")
    plans.submit(draft, by=cast.lead, today=TODAY, going_on="Families cannot use the other.")
    assert Plan.objects.get(pk=draft.pk).going_on == "Families cannot use the other."
    assert last("plan.submit").words == {"going_on": "Families cannot use the other."}


def test_a_later_talk_can_take_the_advice_back(cast: Cast, draft: Plan) -> None:
    against = GO_AHEAD | {"outcome": "not_suitable"}
    consultations.record(draft, by=cast.officer, today=TODAY, **against)
    consultations.record(draft, by=cast.officer2, today=TODAY, **GO_AHEAD)
    plans.submit(draft, by=cast.lead, today=TODAY, going_on="Not asked for.")
    assert Plan.objects.get().going_on == ""


def test_a_reason_that_was_given_holds_after_changes(cast: Cast, draft: Plan) -> None:
    against = GO_AHEAD | {"outcome": "not_suitable"}
    consultations.record(draft, by=cast.officer, today=TODAY, **against)
    plans.submit(draft, by=cast.lead, today=TODAY, going_on="We must.")
    plans.take_up(draft, by=cast.officer, today=TODAY)
    plans.request_changes(draft, by=cast.officer, today=TODAY, changes_wanted="More.")
    plans.submit(draft, by=cast.lead, today=TODAY)
    assert Plan.objects.get().going_on == "We must."


def test_where_no_head_decides_the_officers_are_told_to_take_it_up(cast: Cast) -> None:
    """The head wrote it: an executive approves, and an officer takes it up."""
    of_communications(cast, cast.head)
    assert told("plan_submitted") == ["Executive", "Officer", "Officer2"]


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

"""Asking for changes: the team is told what, and may change its answers."""

import pytest

from governance.models import Plan
from governance.plans import acts as plans
from governance.plans import questions, writing
from governance.plans.reading import answers
from tests.cast import TODAY, Cast
from tests.governance.outcomes import forbidden, refused, who_may, wrong
from tests.governance.plans.conftest import of_communications
from tests.ledger.reading import last, told

MORE = {"changes_wanted": "Say who answers on Sundays."}


def test_the_officer_in_charge(cast: Cast, considered: Plan) -> None:
    assert who_may(plans.request_changes, considered, cast) == {"officer"}
    forbidden(plans.request_changes, considered, cast.officer2)
    assert last("plan.request_changes.refused").actor == "Officer2"


def test_the_executive_whose_sign_off_is_awaited(cast: Cast, awaiting: Plan) -> None:
    assert who_may(plans.request_changes, awaiting, cast) == {"executive"}


def test_the_head_too_for_communications_own(cast: Cast) -> None:
    plan = of_communications(cast, cast.officer)
    plans.take_up(plan, by=cast.officer2, today=TODAY)
    assert who_may(plans.request_changes, plan, cast) == {"officer2", "head"}


def test_not_before_it_is_taken_up(cast: Cast, submitted: Plan) -> None:
    submitted.officer = cast.officer
    submitted.save()
    [said] = refused(plans.request_changes, submitted, cast.officer, **MORE)
    assert said.startswith("This plan is submitted; to request changes, it must be under")


def test_it_says_what(cast: Cast, considered: Plan) -> None:
    said = {"changes_wanted": ["Say what should be changed."]}
    assert wrong(plans.request_changes, considered, cast.officer) == said


@pytest.mark.parametrize("state", ["considered", "awaiting"])
def test_answers_can_be_changed_then(
    cast: Cast, state: str, request: pytest.FixtureRequest
) -> None:
    plan: Plan = request.getfixturevalue(state)
    by = cast.officer if state == "considered" else cast.executive
    plans.request_changes(plan, by=by, today=TODAY, **MORE)
    found = Plan.objects.get()
    assert (found.state, found.changes_wanted) == ("changes_requested", MORE["changes_wanted"])
    writing.write(found, by=cast.lead, today=TODAY, answers={"risks": "Fewer."})


def test_the_officer_sees_what_has_changed_since(cast: Cast, considered: Plan) -> None:
    plans.request_changes(considered, by=cast.officer, today=TODAY, **MORE)
    assert questions.changed(considered) == []
    writing.write(considered, by=cast.lead, today=TODAY, answers={"risks": "Fewer."})
    plans.submit(considered, by=cast.lead, today=TODAY)
    found = Plan.objects.get()
    assert [each.name for each in questions.changed(found)] == ["risks"]
    rows = [row for part in answers(found, by=cast.officer, today=TODAY) for row in part.rows]
    assert {row.question.name: row.before for row in rows if row.before is not None} == {
        "risks": "Our risks."
    }


def test_the_team_is_told_and_the_words_stand_beside_the_entry(
    cast: Cast, considered: Plan
) -> None:
    plans.request_changes(considered, by=cast.officer, today=TODAY, **MORE)
    assert told("plan_changes_requested") == ["Lead"]
    entry = last("plan.request_changes")
    assert entry.facts == {"from": "under_consideration", "to": "changes_requested"}
    assert entry.words == MORE

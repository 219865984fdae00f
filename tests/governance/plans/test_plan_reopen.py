"""Opening a plan again: what was rejected or withdrawn is a draft, and its decision is history."""

import pytest

from governance.models import Plan
from governance.plans import acts as plans
from governance.plans import writing
from ledger.models import Notice
from tests.cast import REASON, TODAY, Cast
from tests.governance.outcomes import refused, who_may
from tests.ledger.reading import last


@pytest.fixture
def rejected(cast: Cast, awaiting: Plan) -> Plan:
    plans.reject(awaiting, by=cast.executive, today=TODAY, reason="No.")
    return awaiting


def test_author_and_lead_of_the_team(cast: Cast, draft: Plan) -> None:
    assert who_may(plans.reopen, draft, cast) == {"member", "lead"}


def test_approved_plan_is_not_opened_again(cast: Cast, considered: Plan) -> None:
    plans.approve(considered, by=cast.officer, today=TODAY, **REASON)
    [said] = refused(plans.reopen, considered, cast.lead)
    assert said.startswith("This plan is approved; to reopen, it must be rejected or withdrawn.")


def test_nothing_of_the_decision_is_left(cast: Cast, rejected: Plan) -> None:
    plans.reopen(rejected, by=cast.lead, today=TODAY)
    found = Plan.objects.get()
    assert (found.state, found.decision_reason) == ("draft", "")
    emptied = ["decided_at", "submitted_by", "submitted_at", "approved_by", "approved_at"]
    emptied += ["signed_off_by", "signed_off_at", "officer"]
    assert {name: getattr(found, name) for name in emptied} == dict.fromkeys(emptied)


def test_what_was_written_is_kept_and_can_be_changed(cast: Cast, rejected: Plan) -> None:
    plans.reopen(rejected, by=cast.lead, today=TODAY)
    assert rejected.reason == "Our reason."
    writing.write(rejected, by=cast.lead, today=TODAY, answers={"reason": "A better one."})
    plans.submit(rejected, by=cast.lead, today=TODAY)


def test_withdrawn_one_as_well_and_nobody_is_told(cast: Cast, submitted: Plan) -> None:
    plans.withdraw(submitted, by=cast.lead, today=TODAY)
    owed = Notice.objects.count()
    plans.reopen(submitted, by=cast.lead, today=TODAY)
    assert last("plan.reopen").facts == {"from": "withdrawn", "to": "draft"}
    assert Notice.objects.count() == owed

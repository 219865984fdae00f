"""Two officers, eight open tabs, one plan: one decision, and everybody else hears why not."""

import os
import uuid
from functools import partial

import pytest

from governance.models import Plan
from governance.plans import acts as plans
from governance.plans import consultations
from ledger import verification
from ledger.models import Entry
from tests.cast import REASON, TODAY, Cast, draft, submitted, under_consideration
from tests.governance.builders import GO_AHEAD
from tests.vault.racing import race

pytestmark = [pytest.mark.processes, pytest.mark.django_db(transaction=True)]

RACERS = 8
ROUNDS = int(os.environ.get("KEYHOLDER_TEST_DECISIONS", "2"))  # the bench asks for 40
DECISIONS = ("plan.approve", "plan.reject", "plan.request_changes")


def test_one_of_two_officers_takes_a_plan_up(cast: Cast) -> None:
    plan = submitted(cast)
    officers = (cast.officer, cast.officer2)

    def take_up(number: int) -> str:
        plans.take_up(Plan.objects.get(pk=plan.pk), by=officers[number % 2], today=TODAY)
        return "taken up"

    outcomes = race(RACERS, take_up)
    assert outcomes.pop("taken up") == 1
    assert outcomes.total() == RACERS - 1
    assert all("under consideration" in why for why in outcomes)
    assert Entry.objects.filter(act="plan.take_up").count() == 1


def test_one_decision_and_the_others_are_refused_with_a_reason(cast: Cast) -> None:
    for number in range(ROUNDS):
        handle = {"handle": f"@therapies{number}"}
        plan = under_consideration(cast, name=f"Plan {number}", answers=handle)
        outcomes = race(RACERS, partial(_decide, cast, plan.pk))
        assert outcomes.pop("decided") == 1
        assert outcomes.total() == RACERS - 1
        assert all(why.startswith(("This plan is ", "Only ")) for why in outcomes), outcomes
        decided = Entry.objects.filter(act__in=DECISIONS, subject_id=plan.pk)
        assert decided.count() == 1
    assert verification.verify().in_order


def _decide(cast: Cast, pk: uuid.UUID, tab: int) -> str:
    """Tabs of the officer in charge approve, reject and ask for changes; the other one tries."""
    plan = Plan.objects.get(pk=pk)
    match tab % 4:
        case 0:
            plans.approve(plan, by=cast.officer, today=TODAY, **REASON)
        case 1:
            plans.reject(plan, by=cast.officer, today=TODAY, reason="No.")
        case 2:
            plans.request_changes(plan, by=cast.officer, today=TODAY, changes_wanted="All.")
        case _:
            plans.approve(plan, by=cast.officer2, today=TODAY, **REASON)
    return "decided"


def test_one_takes_a_plan_over_and_the_others_look_again(cast: Cast) -> None:
    plan = under_consideration(cast)
    seen = {"from_whom": str(cast.officer.pk), "reason": "They are away."}
    officers = (cast.officer2, cast.head)

    def take_over(number: int) -> str:
        by = officers[number % 2]
        plans.take_over(Plan.objects.get(pk=plan.pk), by=by, today=TODAY, **seen)
        return "taken over"

    outcomes = race(RACERS, take_over)
    assert outcomes.pop("taken over") == 1
    assert outcomes.total() == RACERS - 1
    assert all("has it in hand by now" in why or why.startswith("Only ") for why in outcomes)


def test_one_records_the_talk_that_was_asked_for(cast: Cast) -> None:
    plan = draft(cast)
    asked = consultations.ask(plan, by=cast.lead, today=TODAY, question="May we?")
    answer = GO_AHEAD | {"asked": str(asked.pk)}
    officers = (cast.officer, cast.officer2)

    def record(number: int) -> str:
        consultations.record(
            Plan.objects.get(pk=plan.pk), by=officers[number % 2], today=TODAY, **answer
        )
        return "recorded"

    outcomes = race(RACERS, record)
    assert outcomes.pop("recorded") == 1
    assert outcomes.total() == RACERS - 1
    assert all("recorded this talk at " in why for why in outcomes)


def test_changes_go_back_once(cast: Cast) -> None:
    plan = under_consideration(cast)
    plans.request_changes(plan, by=cast.officer, today=TODAY, changes_wanted="More.")

    def submit(number: int) -> str:
        plans.submit(Plan.objects.get(pk=plan.pk), by=cast.lead, today=TODAY)
        return "submitted"

    outcomes = race(RACERS, submit)
    assert outcomes.pop("submitted") == 1
    assert outcomes.total() == RACERS - 1
    assert Plan.objects.get().state == "under_consideration"

"""Two officers, eight open tabs, one plan: one decision, and everybody else hears why not."""

import os
import uuid
from functools import partial

import pytest

from governance.models import Plan
from governance.plans import acts as plans
from ledger import verification
from ledger.models import Entry
from tests.cast import TODAY, Cast, submitted, under_consideration
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
            plans.approve(plan, by=cast.officer, today=TODAY)
        case 1:
            plans.reject(plan, by=cast.officer, today=TODAY, reason="No.")
        case 2:
            plans.request_changes(plan, by=cast.officer, today=TODAY, changes_wanted="All.")
        case _:
            plans.approve(plan, by=cast.officer2, today=TODAY)
    return "decided"

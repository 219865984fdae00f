"""A steward changes the rules of the organisation: within what keeps the clock going."""

import pytest
from django.test import Client

from governance.models import Rules
from ledger import verification
from ledger.models import Entry
from tests.cast import Cast
from tests.ledger.reading import last
from tests.pages.admin.forms import rules
from tests.pages.conftest import SignIn

PAGE = "/admin/governance/rules/1/change/"


def test_they_are_recorded_without_an_id(steward: Client) -> None:
    assert steward.post(PAGE, rules(lapse_grace_days="21")).status_code == 302
    assert Rules.current().lapse_grace_days == 21
    assert last("rules.change").words["lapse_grace_days"] == "14 → 21"
    assert Entry.objects.get(act="rules.change").subject_id is None
    assert verification.verify().in_order


def test_there_may_be_no_grace(steward: Client) -> None:
    steward.post(PAGE, rules(lapse_grace_days="0"))
    assert Rules.current().lapse_grace_days == 0


@pytest.mark.parametrize("months", ["0", "99999", "-1", "", "x"])
def test_rules_that_would_stop_the_clock(steward: Client, months: str) -> None:
    answer = steward.post(PAGE, rules(security_review_months=months))
    assert answer.status_code == 200
    assert Rules.current().security_review_months == 6


@pytest.mark.parametrize("months", ["0", "37", ""])
def test_confirming_is_never_switched_off(steward: Client, months: str) -> None:
    assert steward.post(PAGE, rules(confirmation_months=months)).status_code == 200
    assert steward.post(PAGE, rules(confirmation_grace_days="91")).status_code == 200
    assert Rules.current().confirmation_months == 12
    steward.post(PAGE, rules(confirmation_months="36"))
    assert Rules.current().confirmation_months == 36


@pytest.mark.parametrize("days", ["0", "31", ""])
def test_a_second_step_that_is_off_is_never_let_off(steward: Client, days: str) -> None:
    assert steward.post(PAGE, rules(second_step_off_days=days)).status_code == 200
    assert Rules.current().second_step_off_days == 7
    steward.post(PAGE, rules(second_step_off_days="30"))
    assert Rules.current().second_step_off_days == 30


def test_nobody_else_changes_them(cast: Cast, sign_in: SignIn) -> None:
    assert sign_in(cast.head).post(PAGE, rules(lapse_grace_days="21")).status_code == 302
    assert Rules.current().lapse_grace_days == 14

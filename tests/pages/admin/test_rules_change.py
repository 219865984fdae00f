"""A steward changes the rules of the organisation: within what keeps the clock going."""

import pytest
from django.db import IntegrityError, transaction
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


@pytest.mark.parametrize("name", ["no_lead_days", "access_missing_days", "review_overdue_days"])
def test_patience_has_an_end(steward: Client, name: str) -> None:
    for days in ("29", "366", ""):
        assert steward.post(PAGE, rules(**{name: days})).status_code == 200
    steward.post(PAGE, rules(**{name: "365"}))
    assert getattr(Rules.current(), name) == 365
    with pytest.raises(IntegrityError), transaction.atomic():
        Rules.objects.update(**{name: 366})


@pytest.mark.parametrize(
    ("rule", "usual", "most"),
    [("access_test_months", 12, 24), ("first_security_review_weeks", 6, 26)],
)
def test_tests_and_first_reviews_are_never_switched_off(
    steward: Client, rule: str, usual: int, most: int
) -> None:
    for wrong in ("0", str(most + 1), ""):
        assert steward.post(PAGE, rules(**{rule: wrong})).status_code == 200
    assert getattr(Rules.current(), rule) == usual
    for forced in (0, most + 1):
        with pytest.raises(IntegrityError), transaction.atomic():
            Rules.objects.update(**{rule: forced})
    steward.post(PAGE, rules(**{rule: str(most)}))
    assert getattr(Rules.current(), rule) == most


@pytest.mark.parametrize("days", ["0", "31", ""])
def test_a_second_step_that_is_off_is_never_let_off(steward: Client, days: str) -> None:
    assert steward.post(PAGE, rules(second_step_off_days=days)).status_code == 200
    assert Rules.current().second_step_off_days == 7
    steward.post(PAGE, rules(second_step_off_days="30"))
    assert Rules.current().second_step_off_days == 30


def test_nobody_else_changes_them(cast: Cast, sign_in: SignIn) -> None:
    assert sign_in(cast.head).post(PAGE, rules(lapse_grace_days="21")).status_code == 302
    assert Rules.current().lapse_grace_days == 14

"""Guards of reviews and findings at their edges."""

import datetime

import pytest

from governance.models import Channel, Finding, Review
from governance.reviews import guards
from ledger.actors import CLOCK, Actor
from ledger.acts import asking
from people.models import User
from tests.cast import TODAY
from tests.governance.reviews.days import after

OFFICER = User(name="Officer")


@pytest.mark.parametrize("state", [each.value for each in Channel.State])
def test_only_what_counts_is_reviewed(state: str) -> None:
    review = Review(channel=Channel(state=state))
    allowed = guards.may_be_reviewed.refusal(review, asking(by=CLOCK, today=TODAY)) is None
    assert allowed == (state in {"live", "suspended"})


@pytest.mark.parametrize(
    ("state", "by", "day", "closes"),
    [
        pytest.param("answered", OFFICER, TODAY, True, id="answered"),
        pytest.param("open", OFFICER, TODAY, False, id="on its day"),
        pytest.param("open", OFFICER, after(1), True, id="past its day"),
        pytest.param("scheduled", CLOCK, TODAY, True, id="by the clock"),
        pytest.param("scheduled", OFFICER, TODAY, False, id="scheduled"),
    ],
)
def test_what_is_answered_or_past_its_day_is_closed(
    state: str, by: Actor, day: datetime.date, closes: bool
) -> None:
    review = Review(state=state, due_on=TODAY)
    refusal = guards.answered_or_over.refusal(review, asking(by=by, today=day))
    assert (refusal is None) is closes


@pytest.mark.parametrize(
    ("state", "outcome", "adds"),
    [("closed", "findings", True), ("closed", "fine", False), ("answered", "", False)],
    ids=["findings", "fine", "answered"],
)
def test_findings_are_added_where_something_was_found(state: str, outcome: str, adds: bool) -> None:
    review = Review(state=state, outcome=outcome)
    refusal = guards.found_something.refusal(review, asking(by=OFFICER, today=TODAY))
    assert (refusal is None) is adds


def test_finding_is_put_right_once() -> None:
    asked = asking(by=OFFICER, today=TODAY)
    assert guards.not_fixed.refusal(Finding(), asked) is None
    assert guards.not_fixed.refusal(Finding(fixed_on=TODAY), asked) is not None

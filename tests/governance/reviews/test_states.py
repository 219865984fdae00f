"""Every state of a review has a colour, and what is in hand says what is wanted."""

import pytest

from governance.models import Review
from governance.reviews.states import MEANINGS
from tests.governance.reviews.days import SECURITY_OPENS, after


@pytest.mark.parametrize("state", Review.State.values)
def test_every_state_has_a_colour_of_its_own(state: str) -> None:
    tags = [each.tag for each in MEANINGS.values()]
    assert tags.count(MEANINGS[state].tag) == 1


def test_only_what_is_in_hand_waits() -> None:
    waits = {state: each.waits for state, each in MEANINGS.items() if each.waits}
    assert waits == {"open": "Answer", "answered": "Close"}


@pytest.mark.parametrize(
    ("state", "late", "overdue"),
    [("open", 1, True), ("open", 0, False), ("answered", 1, False)],
    ids=["past its day", "on its day", "answered"],
)
def test_overdue_is_an_open_review_past_its_day(state: str, late: int, overdue: bool) -> None:
    review = Review(state=state, due_on=SECURITY_OPENS)
    assert review.is_overdue(after(late, SECURITY_OPENS)) is overdue

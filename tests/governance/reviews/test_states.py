"""Every state of a review has a colour, and what is in hand says what is wanted."""

import pytest

from governance.models import Review
from governance.reviews.states import MEANINGS, when
from tests.governance.reviews.days import SECURITY_OPENS, after


@pytest.mark.parametrize("state", Review.State.values)
def test_every_state_has_a_colour_of_its_own(state: str) -> None:
    tags = [each.tag for each in MEANINGS.values()]
    assert tags.count(MEANINGS[state].tag) == 1


def test_only_what_is_in_hand_waits() -> None:
    waits = {state: each.waits for state, each in MEANINGS.items() if each.waits}
    assert waits == {"open": "Answer", "answered": "Close"}


@pytest.mark.parametrize(
    ("state", "late", "said"),
    [
        ("scheduled", 0, "It opens on 1 February 2027. Nothing is to be done before."),
        ("open", 0, "The lead or an administrator of the channel answers it by 1 February 2027."),
        (
            "open",
            1,
            "The lead or an administrator of the channel answers it by 1 February 2027. "
            "That day is past.",
        ),
        ("answered", 1, "It is answered. An officer reads the answers and closes it."),
        ("closed", 1, "It is closed: something must be put right."),
    ],
    ids=["scheduled", "open", "overdue", "answered", "closed"],
)
def test_every_state_says_what_it_is(state: str, late: int, said: str) -> None:
    review = Review(
        state=state, opens_on=SECURITY_OPENS, due_on=SECURITY_OPENS, outcome=Review.Outcome.FINDINGS
    )
    assert MEANINGS[state].in_words(review, after(late, SECURITY_OPENS)) == said


@pytest.mark.parametrize(
    ("state", "late", "overdue"),
    [("open", 1, True), ("open", 0, False), ("answered", 1, False)],
    ids=["past its day", "on its day", "answered"],
)
def test_overdue_is_an_open_review_past_its_day(state: str, late: int, overdue: bool) -> None:
    review = Review(state=state, due_on=SECURITY_OPENS)
    assert review.is_overdue(after(late, SECURITY_OPENS)) is overdue


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("scheduled", "Opens on 1 February 2027"),
        ("open", "Due on 1 February 2027"),
        ("answered", "Due on 1 February 2027"),
        ("closed", "Closed on 1 February 2027"),
    ],
)
def test_the_day_that_counts_now(state: str, said: str) -> None:
    day = SECURITY_OPENS
    assert when(Review(state=state, opens_on=day, due_on=day, closed_on=day)) == said

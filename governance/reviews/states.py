"""What each state of a review means: one row a state, read by pages and by what waits."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from governance.models import Review
from ledger.days import in_words
from ledger.meanings import complete

State = Review.State


@dataclass(frozen=True)
class Meaning:
    """`tag` is its colour, `in_words` what it says, `when` the day that counts now, in a table.

    `waits` completes “… the security review”; `ends` says that nothing leads out of it.
    """

    tag: str
    in_words: Callable[[Review, datetime.date], str]
    when: Callable[[Review], str]
    waits: str = ""
    ends: bool = False


def _scheduled(review: Review, today: datetime.date) -> str:
    return f"It opens on {in_words(review.opens_on)}. Nothing is to be done before."


def _open(review: Review, today: datetime.date) -> str:
    by = in_words(review.due_on)
    past = " That day is past." if review.is_overdue(today) else ""
    return f"The lead or an administrator of the channel answers it by {by}.{past}"


def _answered(review: Review, today: datetime.date) -> str:
    return "It is answered. An officer reads the answers and closes it."


def _closed(review: Review, today: datetime.date) -> str:
    return f"It is closed: {review.get_outcome_display().lower()}."


def _opens_on(review: Review) -> str:
    return f"Opens on {in_words(review.opens_on)}"


def _due_on(review: Review) -> str:
    return f"Due on {in_words(review.due_on)}"


def _closed_on(review: Review) -> str:
    return f"Closed on {in_words(review.closed_on)}"


MEANINGS = complete(
    State,
    {
        State.SCHEDULED: Meaning("grey", _scheduled, _opens_on),
        State.OPEN: Meaning("blue", _open, _due_on, waits="Answer"),
        State.ANSWERED: Meaning("yellow", _answered, _due_on, waits="Close"),
        State.CLOSED: Meaning("green", _closed, _closed_on, ends=True),
    },
)


def when(review: Review) -> str:
    """“Due on 4 January 2027”: the day that counts now."""
    return MEANINGS[review.state].when(review)

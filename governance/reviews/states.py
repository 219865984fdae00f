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
    """`tag` is its colour, `in_words` what it says; `waits` completes “… the security review”."""

    tag: str
    in_words: Callable[[Review, datetime.date], str]
    waits: str = ""


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


MEANINGS = complete(
    State,
    {
        State.SCHEDULED: Meaning("grey", _scheduled),
        State.OPEN: Meaning("blue", _open, "Answer"),
        State.ANSWERED: Meaning("yellow", _answered, "Close"),
        State.CLOSED: Meaning("green", _closed),
    },
)

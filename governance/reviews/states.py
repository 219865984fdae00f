"""What each state of a review means: one row a state, read by pages and by what waits."""

from dataclasses import dataclass

from governance.models import Review
from ledger.meanings import complete

State = Review.State


@dataclass(frozen=True)
class Meaning:
    """`tag` is its colour; `waits` completes “… the security review”."""

    tag: str
    waits: str = ""


MEANINGS = complete(
    State,
    {
        State.SCHEDULED: Meaning("grey"),
        State.OPEN: Meaning("blue", "Answer"),
        State.ANSWERED: Meaning("yellow", "Close"),
        State.CLOSED: Meaning("green"),
    },
)

"""What each state of a plan means: one row a state, read by pages and by what waits."""

from dataclasses import dataclass

from governance.models import Plan
from ledger.meanings import complete

State = Plan.State


@dataclass(frozen=True)
class Meaning:
    """`tag` is its colour; `waits` is what whoever has it in hand is asked to do.

    `changes` says that what is to be changed stands on its page.
    """

    tag: str
    waits: str = ""
    changes: bool = False


MEANINGS = complete(
    State,
    {
        State.DRAFT: Meaning("grey", "Finish your plan"),
        State.SUBMITTED: Meaning("blue", "Take up a plan"),
        State.UNDER_CONSIDERATION: Meaning("yellow", "Decide a plan"),
        State.CHANGES_REQUESTED: Meaning("orange", "Change your plan", changes=True),
        State.AWAITING_EXECUTIVE: Meaning("purple", "Sign off a plan"),
        State.APPROVED: Meaning("aqua-green"),
        State.REJECTED: Meaning("red"),
        State.WITHDRAWN: Meaning("grey"),
    },
)

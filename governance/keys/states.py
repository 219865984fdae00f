"""How the states of openings and rotations look: one row a state."""

from dataclasses import dataclass

from ledger.meanings import complete
from vault.models import Grant, Rotation


@dataclass(frozen=True)
class Meaning:
    """`tag` is its colour."""

    tag: str


OPENINGS = complete(
    Grant.State,
    {
        Grant.State.REQUESTED: Meaning("blue"),
        Grant.State.ACTIVE: Meaning("green"),
        Grant.State.ENDED: Meaning("grey"),
        Grant.State.ACCOUNTED: Meaning("grey"),
        Grant.State.REFUSED: Meaning("red"),
        Grant.State.TIMED_OUT: Meaning("grey"),
        Grant.State.WITHDRAWN: Meaning("grey"),
    },
)
ROTATIONS = complete(
    Rotation.State,
    {
        Rotation.State.DUE: Meaning("orange"),
        Rotation.State.PROPOSED: Meaning("yellow"),
        Rotation.State.CONFIRMED: Meaning("green"),
        Rotation.State.ABANDONED: Meaning("grey"),
    },
)

"""A second step of signing in, added or removed by oneself: roles work or not by it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ledger.acts import Act, act
from people.models import User
from people.permissions import oneself

ADDED = "A second step of signing in was added. From now on a password alone opens nothing."
REMOVED = (
    "The second step of signing in was removed. A password alone is enough to sign in now, and "
    "roles that decide or open do not work until there is one again."
)


@act(
    "person.add_second_step",
    User,
    label="Set up a second step",
    who=oneself,
    tells=["second_step_changed"],
    saves=False,
)
def add(user: User, act: Act, make: Callable[[], Any]) -> Any:
    """`make` keeps the step, as whoever checks it at sign-in does it."""
    made = make()
    _tell(user, act, ADDED)
    return made


@act(
    "person.remove_second_step",
    User,
    label="Remove the second step",
    who=oneself,
    tells=["second_step_changed"],
    saves=False,
    danger=True,
)
def remove(user: User, act: Act, drop: Callable[[], Any]) -> Any:
    """Never refused: a phone that somebody lost or sold is no second step."""
    dropped = drop()
    _tell(user, act, REMOVED)
    return dropped


def _tell(user: User, act: Act, what: str) -> None:
    """What was kept of their roles before is not true any more."""
    user.__dict__.pop("_standing", None)
    act.tell("second_step_changed", [user], what=what, path="/accounts/2fa/")

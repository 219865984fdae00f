"""Who sees what is owed: a circle for each kind, and which rows somebody sees."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from people.roles import Role

OVERSEE = (Role.OFFICER, Role.HEAD, Role.AUDITOR)
ANSWER = ("lead", "administrators", "manager")


@dataclass(frozen=True)
class Seen:
    """By holders of these `roles` all rows; `by` others those of channels that they lead or
    administer, of teams that they manage or are in; and by `programs` that read the register.

    Whoever owes something, or was reached by it, sees it in every circle.
    """

    roles: tuple[Role, ...]
    by: tuple[str, ...]
    programs: bool


class Circle(Enum):
    """From the widest to the narrowest."""

    TEAM = Seen((*OVERSEE, Role.EXECUTIVE), (*ANSWER, "team"), programs=True)
    """What the page of the channel or plan tells all of them anyway."""

    MANAGER = Seen((*OVERSEE, Role.EXECUTIVE), ("manager",), programs=True)
    """What a person owes for themselves: no matter of their colleagues."""

    CHANNEL = Seen(OVERSEE, ANSWER, programs=False)
    """It says where somebody could get in: for those who can shut it, and who look after them."""

    PERSON = Seen(OVERSEE, (), programs=False)
    """What one person did: for those who judge it."""

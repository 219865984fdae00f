"""Who acts: a person who is signed in, the clock, or a program that speaks for many."""

import uuid
from dataclasses import dataclass
from typing import Protocol


class Actor(Protocol):
    """Anybody the ledger can name."""

    @property
    def pk(self) -> uuid.UUID | None: ...
    @property
    def is_active(self) -> bool: ...
    @property
    def is_authenticated(self) -> bool: ...
    def __str__(self) -> str: ...


@dataclass(frozen=True)
class Clock:
    """The actor of everything that falls due."""

    pk: uuid.UUID | None = None
    is_active: bool = True
    is_authenticated: bool = True

    def __str__(self) -> str:
        return "the clock"


CLOCK = Clock()


def person_id(by: Actor) -> uuid.UUID:
    """Of the person who acts, where the clock never does."""
    if by.pk is None:
        raise TypeError("Only a person does this.")
    return by.pk


@dataclass(frozen=True)
class Operator(Clock):
    """Whoever may run commands on the machine; the machine knows who that was."""

    def __str__(self) -> str:
        return "an operator at the command line"


OPERATOR = Operator()


@dataclass(frozen=True)
class Directory(Clock):
    """The organisation's directory, which says who is here; it has no role, and decides nothing."""

    def __str__(self) -> str:
        return "the organisation's directory"


DIRECTORY = Directory()

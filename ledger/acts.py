"""Acts: one declared function each, called by every door, and the registry that knows them all."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, TypeVarTuple, Unpack

from django.db import models

from ledger.actors import Actor
from ledger.declaring import Declared, Door, Follower, Offer, Said, Tell, _none, as_fields
from ledger.performing import Act, asking, clean, one_transaction, performing, under_way

__all__ = ["Act", "Declared", "Door", "Offer", "Tell", "asking", "clean", "one_transaction"]
__all__ += ["act", "every", "find", "follows", "opens", "performing", "register", "under_way"]

T = TypeVar("T", bound=models.Model)
R = TypeVar("R")
Ts = TypeVarTuple("Ts")

_registry: dict[str, Declared[Any]] = {}


@dataclass(frozen=True, kw_only=True, eq=False)
class ActFunction(Declared[T], Generic[T, *Ts, R]):
    """A declared act that changes no state; calling it performs it."""

    function: Callable[[T, Act, *Ts], R]

    def change(self, thing: T, act: Act, *carried: Any) -> Any:
        return self.function(thing, act, *carried)

    def __call__(
        self,
        thing: T,
        /,
        *carried: *Ts,
        by: Actor,
        today: datetime.date,
        because: object = None,
        **inputs: Any,
    ) -> R:
        """See `perform`. `inputs` are what a person supplies, by the names of the form."""
        found: R = self.perform(thing, *carried, by=by, today=today, because=because, inputs=inputs)
        return found


def act(
    name: str, model: type[T], *, saves: bool = True, past: str = "", **said: Unpack[Said[T]]
) -> Callable[[Callable[[T, Act, *Ts], R]], ActFunction[T, *Ts, R]]:
    """Declare the act that the decorated function performs: it changes facts and saves nothing."""

    def declare(function: Callable[[T, Act, *Ts], R]) -> ActFunction[T, *Ts, R]:
        declared = ActFunction(
            name=name, model=model, saves=saves, past=past, function=function, **as_fields(said)
        )
        register(declared)
        return declared

    return declare


def register(declared: Declared[Any]) -> None:
    """A name is one act's alone."""
    if declared.name in _registry:
        raise TypeError(f"Two acts are called “{declared.name}”")
    _registry[declared.name] = declared


def every() -> list[Declared[Any]]:
    """Every declared act, in the order of its declaration."""
    return list(_registry.values())


def find(name: str) -> Declared[Any] | None:
    """The act of this name in the ledger."""
    return _registry.get(name)


def follows(
    *declared: Declared[T], locks: Callable[[T], Iterable[models.Model]] = _none
) -> Callable[[Callable[[T, Act], None]], Callable[[T, Act], None]]:
    """Make a function what its subject does when one of these acts happens."""

    def declare(function: Callable[[T, Act], None]) -> Callable[[T, Act], None]:
        name = f"{function.__module__}.{function.__name__}"
        for each in declared:
            each.followers.append(Follower(name, function, locks))
        return function

    return declare


def opens(door: Door, *declared: Declared[Any]) -> None:
    """Say that these acts are taken at this door."""
    for each in declared:
        each.doors.append(door)

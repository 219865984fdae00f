"""The two questions before every act: may this person, and does the thing allow it now?"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from ledger.actors import CLOCK, Actor


@dataclass
class Asked:
    """What is being asked: by whom, on which day, with which inputs.

    `today` is the organisation's day, `at` the instant in UTC. An act may add to `facts` (ids,
    dates and words of our own, bound for ever) and `words` (names and free text, erasable).
    `because` is the thing that an act follows from, such as the plan that renews a channel.
    """

    by: Actor
    today: datetime.date
    at: datetime.datetime
    inputs: dict[str, Any] = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    because: Any = None


@dataclass(frozen=True)
class Permission:
    """A rule about the person. `phrase` completes "Only … can do this."."""

    phrase: str
    allows: Callable[[Any, Asked], bool]

    def __or__(self, other: Permission) -> Permission:
        return Permission(
            f"{self.phrase} or {other.phrase}",
            lambda thing, asked: self.allows(thing, asked) or other.allows(thing, asked),
        )

    def __call__(self, thing: Any, by: Any) -> bool:
        """What django-fsm asks; false for anybody but the person who is asking."""
        asked = asked_of(thing)
        return asked is not None and asked.by == by and self.permits(thing, asked)

    def permits(self, thing: Any, asked: Asked) -> bool:
        by = asked.by
        return by.is_authenticated and by.is_active and self.allows(thing, asked)

    def sentence(self, label: str) -> str:
        return f"Only {self.phrase} can do this: {label[0].lower()}{label[1:]}."


@dataclass(frozen=True)
class Guard:
    """A rule about the thing, with the sentence that says why not."""

    allows: Callable[[Any, Asked], bool]
    sentence: str | Callable[[Any, Asked], str]

    def __call__(self, thing: Any) -> bool:
        """What django-fsm asks; false where nobody is asking through the step function."""
        asked = asked_of(thing)
        return asked is not None and self.allows(thing, asked)

    def refusal(self, thing: Any, asked: Asked) -> str | None:
        if self.allows(thing, asked):
            return None
        return self.sentence if isinstance(self.sentence, str) else self.sentence(thing, asked)


def permission(phrase: str) -> Callable[[Callable[[Any, Asked], bool]], Permission]:
    """Make a predicate over (thing, asked) a permission."""
    return lambda allows: Permission(phrase, allows)


def guard(
    sentence: str | Callable[[Any, Asked], str],
) -> Callable[[Callable[[Any, Asked], bool]], Guard]:
    """Make a predicate over (thing, asked) a guard."""
    return lambda allows: Guard(allows, sentence)


def asked_of(thing: Any) -> Asked | None:
    """What the step function left on the locked row, or None outside of it."""
    return getattr(thing, "_asked", None)


# Without it a step that has no guards would answer a direct call of its method.
through_the_step_function = Guard(
    lambda thing, asked: True, "This is done through the step function only."
)

clock = Permission("the clock", lambda thing, asked: asked.by is CLOCK)

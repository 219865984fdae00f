"""The two questions before every act: may this person, and does the thing allow it now?

Rules say of what they are: a `Permission[Plan]` cannot be asked of a channel, and one about the
person alone is a `Permission[object]`, which fits everything.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Generic, Protocol, TypeVar, overload

from ledger.actors import CLOCK, Actor
from ledger.refusals import Refusal

T_contra = TypeVar("T_contra", contravariant=True)
U = TypeVar("U")


@dataclass(kw_only=True)
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
    because: object = None
    answered: bool = False
    """Both questions were answered under the lock; nobody needs to ask them again."""


@dataclass(frozen=True)
class Permission(Generic[T_contra]):
    """A rule about the person. `phrase` completes "Only … can do this."."""

    phrase: str
    allows: Callable[[T_contra, Asked], bool]
    otherwise: Callable[[T_contra, Asked], Refusal | None] | None = field(
        default=None, kw_only=True
    )
    """What else is said to whoever may not, of this thing: who can, and the act that helps."""

    @overload
    def __or__(self: Permission[object], other: Permission[U]) -> Permission[U]: ...
    @overload
    def __or__(self: Permission[U], other: Permission[U]) -> Permission[U]: ...
    def __or__(self, other: Permission[Any]) -> Permission[Any]:
        return Permission(
            f"{self.phrase} or {other.phrase}",
            lambda thing, asked: self.allows(thing, asked) or other.allows(thing, asked),
            otherwise=self.otherwise or other.otherwise,
        )

    def __call__(self, thing: Any, by: Any) -> bool:
        """What django-fsm asks; false for anybody but the person who is asking."""
        asked = asked_of(thing)
        return asked is not None and asked.by == by and self.permits(thing, asked)

    def permits(self, thing: T_contra, asked: Asked) -> bool:
        by = asked.by
        return by.is_authenticated and by.is_active and self.allows(thing, asked)

    def sentence(self, label: str) -> str:
        return f"Only {self.phrase} can do this: {label[0].lower()}{label[1:]}."

    def refusal(self, label: str, thing: T_contra, asked: Asked) -> Refusal:
        said = self.sentence(label)
        more = self.otherwise(thing, asked) if self.otherwise else None
        return Refusal(f"{said} {more}", helps=more.helps) if more else Refusal(said)


@dataclass(frozen=True)
class Guard(Generic[T_contra]):
    """A rule about the thing, with the sentence that says why not.

    `helps` is the ledger's name of the act that puts it right, where there is one.
    """

    allows: Callable[[T_contra, Asked], bool]
    sentence: str | Callable[[T_contra, Asked], str]
    helps: str | None = None

    def __call__(self, thing: Any) -> bool:
        """What django-fsm asks; false where nobody is asking through a declared step."""
        asked = asked_of(thing)
        return asked is not None and (asked.answered or self.allows(thing, asked))

    def refusal(self, thing: T_contra, asked: Asked) -> Refusal | None:
        if self.allows(thing, asked):
            return None
        return Refusal(self.said(thing, asked), self, self.helps)

    def said(self, thing: T_contra, asked: Asked) -> str:
        return self.sentence if isinstance(self.sentence, str) else self.sentence(thing, asked)


class MakesPermission(Protocol):
    """What `permission` decorates with: the rule is of what its predicate is of."""

    def __call__(self, allows: Callable[[U, Asked], bool], /) -> Permission[U]: ...


class MakesGuard(Protocol):
    """The same of `guard`, where the sentence is always the same."""

    def __call__(self, allows: Callable[[U, Asked], bool], /) -> Guard[U]: ...


def permission(
    phrase: str, otherwise: Callable[[Any, Asked], Refusal | None] | None = None
) -> MakesPermission:
    """Make a predicate over (thing, asked) a permission."""
    return lambda allows: Permission(phrase, allows, otherwise=otherwise)


@overload
def guard(sentence: str, *, helps: str | None = None) -> MakesGuard: ...
@overload
def guard(
    sentence: Callable[[U, Asked], str], *, helps: str | None = None
) -> Callable[[Callable[[U, Asked], bool]], Guard[U]]: ...
def guard(
    sentence: str | Callable[[Any, Asked], str], *, helps: str | None = None
) -> Callable[[Callable[[Any, Asked], bool]], Guard[Any]]:
    """Make a predicate over (thing, asked) a guard."""
    return lambda allows: Guard(allows, sentence, helps)


def asked_of(thing: object) -> Asked | None:
    """What a declared step left on the locked row, or None outside of it."""
    found: Asked | None = getattr(thing, "_asked", None)
    return found


clock: Permission[object] = Permission("the clock", lambda thing, asked: asked.by is CLOCK)

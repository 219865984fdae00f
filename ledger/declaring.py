"""What is declared of an act, once: everything that doors, documents and tests derive from it."""

from __future__ import annotations

import datetime
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, Literal, Required, TypedDict, TypeVar

from django import forms
from django.db import models

from ledger import performing
from ledger.actors import Actor
from ledger.performing import Act
from ledger.questions import Asked, Guard, Permission, T_contra
from ledger.refusals import Refusal

T = TypeVar("T", bound=models.Model)
People = Iterable[models.Model]


@dataclass(frozen=True)
class Tell(Generic[T_contra]):
    """A notice that an act owes: which letter, and to whom."""

    kind: str
    to: Callable[[T_contra, Act], People]


@dataclass(frozen=True)
class Follower(Generic[T]):
    """What another subject does when an act happens, in its transaction, after the change."""

    name: str
    change: Callable[[T, Act], None]
    locks: Callable[[T], Iterable[models.Model]]


@dataclass(frozen=True)
class Door:
    """Where an act is taken: the name of a route, a command or a job of the sweep; or where the
    organisation's directory says it (`scim`).

    A page that belongs to one thing says its address.
    """

    kind: Literal["page", "api", "scim", "command", "sweep", "admin"]
    place: str
    address: Callable[[Any], str] | None = None


@dataclass(frozen=True)
class Offer(Generic[T]):
    """How an act stands for one person now."""

    act: Declared[T]
    thing: T
    permitted: bool
    in_state: bool
    refusals: list[Refusal] = field(default_factory=list)

    @property
    def allowed(self) -> bool:
        return not self.refusals

    @property
    def href(self) -> str:
        """The address of its page, or nothing where it has none of its own."""
        return self.act.address(self.thing)


def _none(thing: Any, *_: Any) -> Sequence[models.Model]:
    return ()


class Said(TypedDict, Generic[T], total=False):
    """What acts and steps are declared with alike; `Declared` tells what each means.

    A letter in `tells` that is only named is owed by the function itself, through `act.tell`.
    """

    label: Required[str]
    who: Required[Permission[T]]
    expected_by: Permission[T] | None
    guards: Sequence[Guard[T]]
    form: type[forms.Form] | None
    tells: Sequence[Tell[T] | str]
    silent: str | None
    locks: Callable[[T, Asked], Iterable[models.Model]]
    refusals_matter: bool
    danger: bool
    decides: bool
    tokens: bool
    within: str | None
    did: str
    late: str | None


def as_fields(said: Said[Any]) -> dict[str, Any]:
    """The same, as `Declared` keeps it."""
    tells = said.get("tells", ())
    return {
        **said,
        "guards": tuple(said.get("guards", ())),
        "tells": tuple(each for each in tells if isinstance(each, Tell)),
        "letters": frozenset(each.kind if isinstance(each, Tell) else each for each in tells),
    }


@dataclass(frozen=True, kw_only=True, eq=False)
class Declared(ABC, Generic[T]):
    """An act as it was declared; calling it performs it.

    `name` is what the ledger calls it (`channel.suspend`), `label` what people call it. `silent` is
    the reason why nobody is told, `within` the reason why it has no door of its own. Where refusals
    matter they are recorded. `danger` asks pages for a second look. What `decides` is never a
    token's; other acts are where `tokens` says so. Unless an act
    says that it does not, its thing is saved after its function.
    `past` is what a history calls it (“Plan started”). It is `expected_by` people who are told why
    they may not do it, where others are shown nothing of it. `did` completes “NAME … at 10:14am”,
    for whoever comes too late; `late` is the act that helps them then.
    """

    name: str
    model: type[T]
    label: str
    who: Permission[T]
    expected_by: Permission[T] | None = None
    guards: tuple[Guard[T], ...] = ()
    form: type[forms.Form] | None = None
    tells: tuple[Tell[T], ...] = ()
    letters: frozenset[str] = frozenset()
    silent: str | None = None
    locks: Callable[[T, Asked], Iterable[models.Model]] = _none
    refusals_matter: bool = False
    danger: bool = False
    decides: bool = False
    tokens: bool = False
    within: str | None = None
    saves: bool = True
    past: str = ""
    did: str = ""
    late: str | None = None
    doors: list[Door] = field(default_factory=list)
    followers: list[Follower[T]] = field(default_factory=list)

    def __post_init__(self) -> None:
        if not self.letters and not self.silent:
            raise TypeError(f"“{self.name}” tells nobody and does not say why")
        if self.decides and self.tokens:
            raise TypeError(f"“{self.name}” decides, so no token may take it")

    @property
    def verb(self) -> str:
        return self.name.partition(".")[2]

    @property
    def fields(self) -> dict[str, forms.Field]:
        """What it asks for, by the names of its inputs."""
        return self.form.base_fields if self.form else {}

    @abstractmethod
    def change(self, thing: T, act: Act, *carried: Any) -> Any:
        """Change the facts; the thing is locked, and both questions are answered."""

    def wrong_state(self, thing: T) -> Refusal | None:
        """A step says here which states it knows."""
        return None

    def too_late(self, thing: T) -> Refusal | None:
        """The same for whoever does it: with who was quicker, and what helps now."""
        return self.wrong_state(thing)

    def locked_with(self, thing: T, asked: Asked) -> Iterator[models.Model]:
        """Every row that is locked besides the thing itself."""
        yield from self.locks(thing, asked)
        for each in self.followers:
            yield from each.locks(thing)

    def perform(
        self,
        thing: T,
        *carried: Any,
        by: Actor,
        today: datetime.date,
        because: object = None,
        inputs: dict[str, Any] | None = None,
    ) -> Any:
        """Lock, ask, change, record; `thing` then shows the outcome.

        What is `carried` goes to the function as it is, and never into the ledger.
        Raises ForbiddenError, RefusedError or InvalidError, and then nothing has happened.
        """
        new = thing._state.adding
        with performing.performing(
            self, thing, by=by, today=today, because=because, inputs=inputs
        ) as act:
            result = self.change(act.subject, act, *carried)
            if self.saves and (not new or thing._state.adding):
                act.subject.save()
            for follower in self.followers:
                follower.change(act.subject, act)
            for each in self.tells:
                act.tell(each.kind, each.to(act.subject, act), **act.subject.told(), **act.words)
        if not new:
            thing.__dict__.update(act.subject.__dict__)
        return result

    def offer(self, thing: T, *, by: Actor, today: datetime.date) -> Offer[T]:
        """Whether this person may do it now, or the sentences that say why not."""
        return self.offer_as(thing, performing.asking(by=by, today=today))

    def offer_as(self, thing: T, asked: Asked) -> Offer[T]:
        permitted = self.who.permits(thing, asked)
        wrong = self.wrong_state(thing)
        if not permitted:
            found = [self.who.refusal(self.label, thing, asked)]
        elif wrong:
            found = [wrong]
        else:
            found = performing.refusals(thing, asked, self.guards)
        return Offer(self, thing, permitted, wrong is None, found)

    def refusals(self, thing: T, *, by: Actor, today: datetime.date) -> list[Refusal]:
        """What a button, an action of the API or a page needs; empty where nothing says no."""
        offer = self.offer(thing, by=by, today=today)
        late = self.too_late(thing) if offer.permitted and not offer.in_state else None
        return [late] if late else offer.refusals

    def expects(self, thing: T, *, by: Actor, today: datetime.date) -> bool:
        """Whether this person would look for it here."""
        asked = performing.asking(by=by, today=today)
        return self.expected_by is not None and self.expected_by.permits(thing, asked)

    def permits(self, thing: T, *, by: Actor, today: datetime.date) -> bool:
        """The first question alone."""
        return self.who.permits(thing, performing.asking(by=by, today=today))

    def address(self, thing: T) -> str:
        """Where this person finds its page; nothing where it has none of its own."""
        for door in self.doors:
            if door.kind == "page" and door.address is not None:
                return door.address(thing)
        return ""

"""One transaction for each act: lock, ask, change, record. Every declared act passes here."""

from __future__ import annotations

import contextlib
import contextvars
import datetime
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

from django import forms
from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from ledger import chain, letters, once, outbox, texts
from ledger.actors import Actor, person_id
from ledger.questions import Asked, Guard, Permission
from ledger.refusals import ForbiddenError, InvalidError, NotDoneError, Refusal, RefusedError

M = TypeVar("M", bound=models.Model)

AT_THE_SAME_MOMENT = (
    "Something else changed at the same moment, so nothing was done. Look again and try once more."
)


# What the running transaction will record; written last, because the head is locked last.
_book: contextvars.ContextVar[list[chain.Record] | None] = contextvars.ContextVar(
    "book", default=None
)
# The acts that happened in it, for whatever is settled once all of them are done.
_done: contextvars.ContextVar[list[Act]] = contextvars.ContextVar("done")
_settlers: list[Callable[[Sequence[Act]], None]] = []


def settle_by(settler: Callable[[Sequence[Act]], None]) -> None:
    """Call this at the end of every transaction of acts, with all of them, before they are written.

    What it changes happens with them or not at all. The head is held by then, so it sees whatever
    other acts have done, and they will see this. It locks nothing but rows that are its own.
    """
    _settlers.append(settler)


@contextlib.contextmanager
def one_transaction() -> Iterator[list[chain.Record]]:
    """Acts inside share one durable transaction; their entries are written at its end."""
    outer = _book.get()
    if outer is not None:
        yield outer
        return
    with once.kept(), transaction.atomic(durable=True):
        once.take()
        book: list[chain.Record] = []
        done: list[Act] = []
        tokens = _book.set(book), _done.set(done)
        try:
            yield book
            if not book:
                return
            head = chain.hold()
            for settler in _settlers if done else ():
                settler(done)
        finally:
            _book.reset(tokens[0])
            _done.reset(tokens[1])
        chain.append(book, head)


def under_way() -> list[chain.Record]:
    """What the running transaction will record; nothing where none is running."""
    return _book.get() or []


@dataclass(kw_only=True)
class Act(Asked):
    """An act under way: what was asked, and what the function that changes may use."""

    name: str
    subject: Any
    letters: frozenset[str] = frozenset()
    locked: dict[tuple[str, Any], models.Model] = field(default_factory=dict)

    @property
    def person_id(self) -> uuid.UUID:
        return person_id(self.by)

    def fresh(self, thing: M) -> M:
        """The locked row of a thing that was named in `locks`, as it stands now."""
        return self.locked[key_of(thing)]  # type: ignore[return-value]  # the key names its model

    def tell(
        self, kind: str, to: Iterable[models.Model], /, *, once: str | None = None, **context: Any
    ) -> None:
        """Owe people a notice; nobody hears of their own act, unless its letter warns them."""
        if kind not in self.letters:
            raise TypeError(f"“{self.name}” does not declare that it tells “{kind}”.")
        context = {"actor": str(self.by), **context}
        about = outbox.Subject.of(self.subject)
        but = None if letters.of(kind).warns else self.by.pk
        outbox.owe(kind, to, context=context, once=once, at=self.at, about=about, but=but)


class Declaration(Protocol):
    """What must be known of an act to perform it; `ledger.declaring` says the rest."""

    @property
    def name(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def who(self) -> Permission[Any]: ...
    @property
    def guards(self) -> Sequence[Guard[Any]]: ...
    @property
    def form(self) -> type[forms.Form] | None: ...
    @property
    def letters(self) -> frozenset[str]: ...
    @property
    def refusals_matter(self) -> bool: ...
    def too_late(self, thing: Any) -> Refusal | None: ...
    def locked_with(self, thing: Any, asked: Asked) -> Iterable[models.Model]: ...


def asking(*, by: Actor, today: datetime.date, because: object = None) -> Asked:
    """What rules are asked with while nothing is done yet, for a page that only looks."""
    return Asked(by=by, today=today, at=timezone.now(), because=because)


@contextlib.contextmanager
def performing(
    declared: Declaration,
    subject: models.Model,
    *,
    by: Actor,
    today: datetime.date,
    because: object = None,
    inputs: dict[str, Any] | None = None,
) -> Iterator[Act]:
    """An act from its locks to its entry: lock, ask, change (the caller's block), record.

    The permission is asked alone, then the state alone, then all guards together, then the inputs.
    `subject` may be new and not saved yet; then it is not locked.
    Raises ForbiddenError, RefusedError or InvalidError, and then nothing has happened.
    """
    if by is None or not by.is_authenticated:
        raise TypeError("Every act names who does it; a missing actor is not permission.")
    act = Act(
        by=by,
        today=today,
        at=timezone.now(),
        because=because,
        name=declared.name,
        subject=subject,
        letters=declared.letters,
    )
    try:
        with one_transaction() as book:
            existing = [] if subject._state.adding else [subject]
            act.locked = lock([*existing, *declared.locked_with(subject, act)])
            if existing:
                act.subject = act.fresh(subject)
            if not declared.who.permits(act.subject, act):
                raise ForbiddenError(declared.who.refusal(declared.label, act.subject, act))
            if refusal := declared.too_late(act.subject):
                raise RefusedError(refusal)
            if found := refusals(act.subject, act, declared.guards):
                raise RefusedError(*found)
            act.answered = True
            act.inputs = clean(declared.form, inputs)
            _say_inputs(act, declared.form)
            place = len(book)
            yield act
            book.insert(place, _record_of(act.name, act.subject, act))
            _done.get().append(act)
    except IntegrityError as error:
        # Somebody was quicker: the guards can say now what the database refused. Inside another
        # act the transaction is broken by now, and only the outermost can ask.
        again = None
        if _book.get() is None:
            again = type(subject)._default_manager.filter(pk=subject.pk).first()
        found = refusals(again, act, declared.guards) if again else []
        refused = RefusedError(*(found or [Refusal(AT_THE_SAME_MOMENT)]))
        _record_refusal(declared, subject, act, refused)
        raise refused from error
    except (ForbiddenError, RefusedError) as refusal:
        _record_refusal(declared, subject, act, refusal)
        raise


def refusals(thing: Any, asked: Asked, guards: Iterable[Guard[Any]]) -> list[Refusal]:
    """What all guards say that say no."""
    return [refusal for each in guards if (refusal := each.refusal(thing, asked))]


def clean(form: type[forms.Form] | None, inputs: dict[str, Any] | None) -> dict[str, Any]:
    """The inputs as the form understands them; what it does not know is an error, never ignored."""
    given = inputs or {}
    known = form.base_fields if form is not None else {}
    errors = {name: ["There is no such input."] for name in given if name not in known}
    refused = {name: [said] for name, value in given.items() if (said := texts.problem(value))}
    taken = {name: texts.cleaned(each) for name, each in given.items() if name not in refused}
    bound = form(data=taken) if form is not None else None
    if bound is not None and not bound.is_valid():
        errors |= {name: [str(each) for each in found] for name, found in bound.errors.items()}
    errors |= refused
    if errors:
        raise InvalidError(errors)
    return bound.cleaned_data if bound is not None else {}


def _say_inputs(act: Act, form: type[forms.Form] | None) -> None:
    """Free text goes among the words, which can be erased; choices, days and the like are facts."""
    for name, given in act.inputs.items():
        field = form.base_fields.get(name) if form else None
        if field is None or given in (None, ""):
            continue
        if isinstance(given, str) and not isinstance(field, forms.ChoiceField):
            act.words[name] = given
        elif isinstance(given, str | bool | int):
            act.facts[name] = given
        elif isinstance(given, datetime.date):
            act.facts[name] = given.isoformat()
        elif isinstance(given, models.Model):
            act.facts[name] = str(given.pk)


def _record_refusal(
    declared: Declaration, subject: models.Model, act: Act, refusal: NotDoneError
) -> None:
    """Record who was refused what, where it matters, in a transaction of its own.

    Of acts inside another the outermost is the one that was refused.
    """
    if not declared.refusals_matter or _book.get() is not None:
        return
    act.words = {"refusal": " ".join(refusal.sentences)}
    act.facts = {"forbidden": isinstance(refusal, ForbiddenError)}
    with transaction.atomic(durable=True):
        chain.append([_record_of(f"{act.name}.refused", subject, act)], chain.hold())


def lock(things: Iterable[models.Model]) -> dict[tuple[str, Any], models.Model]:
    """Lock rows by model, then id, whatever order they came in: without it PostgreSQL deadlocks."""
    wanted: dict[str, set[Any]] = defaultdict(set)
    for thing in things:
        wanted[thing._meta.label_lower].add(thing.pk)
    locked: dict[tuple[str, Any], models.Model] = {}
    for name, ids in sorted(wanted.items()):
        rows = apps.get_model(name)._default_manager.select_for_update(no_key=True, of=("self",))
        found = list(rows.filter(pk__in=ids).order_by("pk"))
        if len(found) < len(ids):
            raise RefusedError("It is no longer there.")
        locked |= {key_of(each): each for each in found}
    return locked


def key_of(thing: models.Model) -> tuple[str, Any]:
    """Names a row among the locked ones."""
    return thing._meta.label_lower, thing.pk


def _record_of(name: str, subject: models.Model, act: Act) -> chain.Record:
    return chain.Record(
        act=name,
        at=act.at,
        actor_id=act.by.pk,
        subject_kind=subject._meta.model_name or "",
        subject_id=subject.pk,
        facts=dict(act.facts),
        words={"actor": str(act.by), "subject": str(subject), **act.words},
    )

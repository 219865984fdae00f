"""One transaction for each act: lock, ask, change, record. Steps and all other acts pass here."""

from __future__ import annotations

import contextlib
import contextvars
import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django import forms
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from ledger import chain, outbox
from ledger.actors import Actor
from ledger.questions import Asked, Guard, Permission
from ledger.refusals import ForbiddenError, InvalidError, NotDoneError, RefusedError

M = TypeVar("M", bound=models.Model)

AT_THE_SAME_MOMENT = (
    "Something else changed at the same moment, so nothing was done. Look again and try once more."
)


# What the running transaction will record; written last, because the head is locked last.
_book: contextvars.ContextVar[list[chain.Record] | None] = contextvars.ContextVar(
    "book", default=None
)


@contextlib.contextmanager
def one_transaction() -> Iterator[list[chain.Record]]:
    """Acts inside share one durable transaction; their entries are written at its end."""
    outer = _book.get()
    if outer is not None:
        yield outer
        return
    with transaction.atomic(durable=True):
        book: list[chain.Record] = []
        token = _book.set(book)
        try:
            yield book
        finally:
            _book.reset(token)
        if book:
            chain.append(book)


@dataclass
class Act:
    """An act under way. Whoever performs it sets `subject` (where it makes one) and changes it."""

    name: str
    asked: Asked
    subject: Any
    locked: dict[tuple[str, Any], models.Model]

    def fresh(self, thing: M) -> M:
        """The locked row of a thing that was named in `lock`, as it stands now."""
        return self.locked[_key(thing)]  # type: ignore[return-value]  # the key names its model

    def tell(
        self, kind: str, to: Iterable[models.Model], /, *, once: str | None = None, **context: Any
    ) -> None:
        """Owe people a notice; nobody hears of their own act."""
        others = [person for person in to if person.pk != self.asked.by.pk]
        context = {"actor": str(self.asked.by), **context}
        outbox.owe(kind, others, context=context, once=once, at=self.asked.at)


@contextlib.contextmanager
def performing(
    name: str,
    subject: models.Model | None,
    *,
    by: Actor,
    today: datetime.date,
    who: Permission,
    label: str,
    in_state: Guard | None = None,
    guards: Sequence[Guard] = (),
    form: type[forms.Form] | None = None,
    inputs: dict[str, Any] | None = None,
    lock: Iterable[models.Model] = (),
    because: models.Model | None = None,
    refusals_matter: bool = False,
) -> Iterator[Act]:
    """An act from its locks to its entry: lock, ask, change (the caller's block), record.

    `name` is what the ledger calls it (`plan.edit`), `label` what people call it. The permission
    is asked alone, then `in_state` alone, then all guards together, then the inputs.
    Raises ForbiddenError, RefusedError or InvalidError, and then nothing has happened.
    """
    if by is None or not by.is_authenticated:
        raise TypeError("Every act names who does it; a missing actor is not permission.")
    asked = Asked(by=by, today=today, at=timezone.now(), because=because)
    try:
        with one_transaction() as book:
            existing = [subject] if subject is not None and not subject._state.adding else []
            act = Act(name, asked, subject, _lock([*existing, *lock]))
            if existing:
                act.subject = act.locked[_key(existing[0])]
            if not who.permits(act.subject, asked):
                raise ForbiddenError(who.sentence(label))
            refuse(act.subject, asked, [in_state] if in_state else [])
            refuse(act.subject, asked, guards)
            asked.inputs = clean(form, inputs)
            _say_inputs(asked, form)
            place = len(book)
            yield act
            book.insert(place, _record_of(name, act.subject, asked))
    except IntegrityError as error:
        # Somebody was quicker: the guards can say now what the database refused. Inside another
        # act the transaction is broken by now, and only the outermost can ask.
        again = None
        if subject is not None and _book.get() is None:
            again = type(subject)._default_manager.filter(pk=subject.pk).first()
        sentences = refusals(again, asked, guards) if again else []
        raise RefusedError(*(sentences or [AT_THE_SAME_MOMENT])) from error
    except (ForbiddenError, RefusedError) as refusal:
        if refusals_matter and subject is not None:
            _record_refusal(name, subject, asked, refusal)
        raise


def refusals(thing: Any, asked: Asked, guards: Iterable[Guard]) -> list[str]:
    """The sentences of all guards that say no."""
    return [sentence for each in guards if (sentence := each.refusal(thing, asked))]


def refuse(thing: Any, asked: Asked, guards: Iterable[Guard]) -> None:
    """Raise RefusedError with all sentences at once, if there are any."""
    if sentences := refusals(thing, asked, guards):
        raise RefusedError(*sentences)


def clean(form: type[forms.Form] | None, inputs: dict[str, Any] | None) -> dict[str, Any]:
    """The inputs as the form understands them; what it does not know is an error, never ignored."""
    given = inputs or {}
    known = form.base_fields if form is not None else {}
    errors = {name: ["There is no such input."] for name in given if name not in known}
    bound = form(data=given) if form is not None else None
    if bound is not None and not bound.is_valid():
        errors |= {name: [str(each) for each in found] for name, found in bound.errors.items()}
    if errors:
        raise InvalidError(errors)
    return bound.cleaned_data if bound is not None else {}


def _say_inputs(asked: Asked, form: type[forms.Form] | None) -> None:
    """Free text goes among the words, which can be erased; choices, days and the like are facts."""
    for name, given in asked.inputs.items():
        field = form.base_fields.get(name) if form else None
        if field is None or given in (None, ""):
            continue
        if isinstance(given, str) and not isinstance(field, forms.ChoiceField):
            asked.words[name] = given
        elif isinstance(given, str | bool | int):
            asked.facts[name] = given
        elif isinstance(given, datetime.date):
            asked.facts[name] = given.isoformat()
        elif isinstance(given, models.Model):
            asked.facts[name] = str(given.pk)


def _record_refusal(name: str, subject: models.Model, asked: Asked, refusal: NotDoneError) -> None:
    """Record who was refused what, in a transaction of its own, after the rollback."""
    if _book.get() is not None:
        return  # an act inside another: the outermost is the one that was refused
    asked.words = {"refusal": " ".join(refusal.sentences)}
    asked.facts = {"forbidden": isinstance(refusal, ForbiddenError)}
    with transaction.atomic(durable=True):
        chain.append([_record_of(f"{name}.refused", subject, asked)])


def _lock(things: Iterable[models.Model]) -> dict[tuple[str, Any], models.Model]:
    """Lock rows by model, then id, whatever order they came in: without it PostgreSQL deadlocks."""
    by_key = {_key(thing): thing for thing in things}
    locked: dict[tuple[str, Any], models.Model] = {}
    for key in sorted(by_key, key=lambda key: (key[0], str(key[1]))):
        rows = type(by_key[key])._default_manager.select_for_update(no_key=True, of=("self",))
        found = rows.filter(pk=key[1]).first()
        if found is None:
            raise RefusedError("It is no longer there.")
        locked[key] = found
    return locked


def _key(thing: models.Model) -> tuple[str, Any]:
    return thing._meta.label_lower, thing.pk


def _record_of(name: str, subject: models.Model, asked: Asked) -> chain.Record:
    return chain.Record(
        act=name,
        at=asked.at,
        actor_id=asked.by.pk,
        subject_kind=subject._meta.model_name or "",
        subject_id=subject.pk,
        facts=dict(asked.facts),
        words={"actor": str(asked.by), "subject": str(subject), **asked.words},
    )

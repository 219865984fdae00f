"""What comes of an act: who may, what refuses it, what is wrong with what was supplied."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db.models import Model

from ledger.actors import CLOCK, OPERATOR, Actor
from ledger.acts import Declared, asking
from ledger.models import Entry, Notice
from ledger.questions import Permission
from ledger.refusals import ForbiddenError, InvalidError, RefusedError
from tests.cast import TODAY, Cast

OFFICERS = {"officer", "officer2", "head"}


def who_may(act: Declared[Any], thing: Model, cast: Cast, *, because: object = None) -> set[str]:
    """The first question alone."""
    return allowed(act.who, thing, cast, because=because)


def allowed(
    rule: Permission[Any], thing: object, cast: Cast, *, because: object = None
) -> set[str]:
    """Whom the rule allows it, by the names of the cast, and the clock and the operator."""
    people: dict[str, Actor] = {**cast.everybody, "clock": CLOCK, "operator": OPERATOR}
    return {
        name
        for name, by in people.items()
        if rule.permits(thing, asking(by=by, today=TODAY, because=because))
    }


def refused(
    act: Declared[Any], thing: Model, by: Actor, *, today: Any = TODAY, **inputs: Any
) -> dict[str, str | None]:
    """What the refusals say, with the acts that help; nothing has happened."""
    with nothing_happens(thing), pytest.raises(RefusedError) as found:
        act.perform(thing, by=by, today=today, inputs=inputs)
    return {each.sentence: each.helps for each in found.value.refusals}


def wrong(
    act: Declared[Any], thing: Model, by: Actor, *, today: Any = TODAY, **inputs: Any
) -> dict[str, list[str]]:
    """The errors by field; nothing has happened."""
    with nothing_happens(thing), pytest.raises(InvalidError) as found:
        act.perform(thing, by=by, today=today, inputs=inputs)
    return found.value.errors


def forbidden(act: Declared[Any], thing: Model, by: Actor) -> str:
    """What the person is told; nothing has happened."""
    with nothing_happens(thing), pytest.raises(ForbiddenError) as found:
        act.perform(thing, by=by, today=TODAY)
    return str(found.value)


@contextmanager
def nothing_happens(thing: Model) -> Iterator[None]:
    """But that a refusal may be recorded."""
    before = _state_of(thing)
    yield
    assert _state_of(thing) == before


def _state_of(thing: Model) -> tuple[Any, ...]:
    row = type(thing)._default_manager.filter(pk=thing.pk).values().first()
    done = Entry.objects.exclude(act__endswith=".refused")
    return row, done.count(), Notice.objects.count()

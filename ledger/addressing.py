"""Whom a notice reaches: somebody active, always, and never whoever did it themselves."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models

from ledger.letters import Audience


@dataclass(frozen=True)
class Subject:
    """What a notice is about, by the names that the ledger uses."""

    kind: str = ""
    id: uuid.UUID | None = None

    @classmethod
    def of(cls, thing: Any) -> Subject:
        pk = getattr(thing, "pk", None)
        if not isinstance(pk, uuid.UUID):
            return NOTHING
        return cls(thing._meta.model_name or "", pk)


NOTHING = Subject()

# Given whom a letter is for and what it is about: everybody active, the first to ask first.
Instead = Callable[[Audience, Subject], Iterable[models.Model]]


def _nobody(audience: Audience, subject: Subject) -> Iterable[models.Model]:
    return ()


_instead: list[Instead] = [_nobody]


def register(instead: Instead) -> None:
    """Said once, by the room that knows who answers for a channel."""
    _instead[:] = [instead]


def instead(audience: Audience, subject: Subject) -> models.Model | None:
    """The first active person who reads it where whoever it was for cannot."""
    if audience == "person":
        return None
    return next(iter(_instead[0](audience, subject)), None)


def reached(
    to: Iterable[models.Model],
    *,
    audience: Audience,
    about: Subject,
    but: object = None,
) -> list[Any]:
    """The keys of those who are told, each once. `but` is whoever knows because they did it.

    Where nobody is left it stays owed to whoever it was for: the next run asks again.
    """
    return list(dict.fromkeys(_reached(to, audience, about, but)))


def _reached(
    to: Iterable[models.Model], audience: Audience, about: Subject, but: object
) -> Iterator[Any]:
    for person in to:
        if not getattr(person, "is_active", True):
            person = instead(audience, about) or person  # noqa: PLW2901  the same letter, re-addressed
        if person.pk != but:
            yield person.pk

"""Letters: what is declared of each kind of notice, once. The rooms above declare theirs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from django.db import models

Audience = Literal["channel", "office", "executives", "person"]


def nothing(person: models.Model) -> dict[str, Any]:
    return {}


def own_address(person: Any, context: Mapping[str, Any]) -> str:
    """Theirs now, unless the letter was for the one that they had when it was written."""
    return str(context.get("goes_to") or person.email)


def all_of_it(context: dict[str, Any]) -> dict[str, Any] | None:
    return context


@dataclass(frozen=True)
class Letter:
    """`urgent` goes at once and first; everything else waits for the day's digest, where it stands
    under its `heading`. It may depend on what the letter says.

    `audience` says who reads it where whoever it is for has left: those of its channel, the office,
    the executives, or nobody, because it concerns that `person` alone. What `adds` finds is
    written into the mail and never into the database: a link that lets somebody in. What `gathers`
    is the day's mail itself, and takes up what else there is for that person on the day. What
    `warns` goes to whoever did it as well: it may have been somebody else in their name.
    `address` says where it is sent. What it says may have been done by the time it is sent: `still`
    finds of it what is so by then, and nothing where nothing is left to say.
    """

    kind: str
    heading: str = "For you to know"
    urgent: bool | Callable[[dict[str, Any]], bool] = False
    audience: Audience = "channel"
    adds: Callable[[Any], dict[str, Any]] = nothing
    gathers: bool = False
    warns: bool = False
    address: Callable[[Any, Mapping[str, Any]], str] = own_address
    still: Callable[[dict[str, Any]], dict[str, Any] | None] = all_of_it

    def is_urgent(self, context: dict[str, Any]) -> bool:
        return self.urgent(context) if callable(self.urgent) else self.urgent


_letters: dict[str, Letter] = {}


def declare(*letters: Letter) -> None:
    for letter in letters:
        if _letters.setdefault(letter.kind, letter) is not letter:
            raise TypeError(f"Two letters are called “{letter.kind}”")


def of(kind: str) -> Letter:
    """A letter that nobody declared can wait."""
    return _letters.get(kind) or Letter(kind)


def every() -> list[Letter]:
    """Every declared letter, in the order in which a digest puts their headings."""
    return list(_letters.values())

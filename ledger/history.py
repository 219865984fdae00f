"""The ledger read as a history: entries with their words, as a page tells them."""

from __future__ import annotations

import datetime
import json
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.db import models
from django.db.models import QuerySet

from ledger import acts
from ledger.models import Entry

REFUSED = ".refused"
RECENT = 20
NAMES = {"actor", "subject"}
ERASED = "somebody whose name was erased"


@dataclass(frozen=True)
class Told:
    """An entry as a page tells it. `words` are what people wrote: not for everybody.

    `state` is the state that a step led to.
    """

    seq: int
    act: str
    at: datetime.datetime
    label: str
    actor: str
    subject: str
    state: str
    refused: bool
    words: dict[str, str] = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=dict)


def label_of(act: str) -> str:
    """What people call an act, by the ledger's name of it; also of one that is no more."""
    plain = act.removesuffix(REFUSED)
    declared = acts.find(plain)
    if declared is not None:
        return declared.past or declared.label
    return plain.partition(".")[2].replace("_", " ").capitalize()


def entries_about(kind: str, subject_id: Any) -> QuerySet[Entry]:
    """Every entry about one thing; `kind` is the name of its model."""
    return Entry.objects.filter(subject_kind=kind, subject_id=subject_id)


def tell(entries: QuerySet[Entry]) -> list[Told]:
    """The entries of an ordered slice, newest first, with their words: one query."""
    wanted = Entry.objects.filter(seq__in=entries.values("seq")).order_by("-seq")
    rows = wanted.values_list("seq", "act", "at", "body", "words__name", "words__text")
    found = []
    for (seq, act, at, body), spoken in groupby(rows, key=lambda row: row[:4]):
        words = {name: text for *_, name, text in spoken if name}
        found.append(_told(seq, act, at, bytes(body), words))
    return found


def last_step(thing: models.Model) -> Told | None:
    """What brought the thing to its state, where that is among the newest entries."""
    newest = entries_about(str(thing._meta.model_name), thing.pk).order_by("-seq")[:RECENT]
    return next((each for each in tell(newest) if each.state and not each.refused), None)


def facts_of(body: bytes) -> dict[str, Any]:
    """Ids, days and words of our own, as an entry's canonical body has them."""
    facts: dict[str, Any] = json.loads(body)["facts"]
    return facts


def _told(seq: int, act: str, at: datetime.datetime, body: bytes, words: dict[str, str]) -> Told:
    facts = facts_of(body)
    return Told(
        seq=seq,
        act=act,
        at=at,
        label=label_of(act),
        actor=words.get("actor", ERASED),
        subject=words.get("subject", act.partition(".")[0]),
        state=facts.get("to", ""),
        refused=act.endswith(REFUSED),
        words={name: text for name, text in words.items() if name not in NAMES},
        facts=facts,
    )


def became(before: object, now: object) -> str:
    """“9am to 5pm → nothing”, as an act's words say what it changed."""
    return f"{before or 'nothing'} → {now or 'nothing'}"

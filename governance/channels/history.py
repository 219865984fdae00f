"""What the ledger tells of one channel: its acts, and the states it went through."""

from __future__ import annotations

import datetime
import json
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby
from typing import Any

from django.apps import apps
from django.db.models import QuerySet
from django.utils import timezone

from governance.models import Channel
from ledger import steps
from ledger.models import Entry
from ledger.steps import Stateful

REFUSED = ".refused"
NAMES = {"actor", "subject"}


@dataclass(frozen=True)
class Told:
    """An entry as a page tells it. `words` are what people wrote: not for everybody."""

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


@dataclass(frozen=True)
class Stretch:
    """A time in one state; `until` is None while it lasts."""

    state: str
    since: datetime.date
    until: datetime.date | None


@cache
def labels() -> dict[str, str]:
    """What people call each step, by the ledger's name of it."""
    return {
        steps.act_name(model(), step): step.label
        for model in apps.get_models()
        if issubclass(model, Stateful)
        for step in steps.table(model).values()
    }


def act_label(act: str) -> str:
    """`channel.record_takedown` becomes “Record takedown”, a step its own label."""
    plain = act.removesuffix(REFUSED)
    return labels().get(plain) or plain.partition(".")[2].replace("_", " ").capitalize()


def entries_of(channel: Channel) -> QuerySet[Entry]:
    return Entry.objects.filter(subject_kind="channel", subject_id=channel.pk)


def tell(entries: QuerySet[Entry]) -> list[Told]:
    """The entries of an ordered slice, newest first, with their words: one query."""
    wanted = Entry.objects.filter(seq__in=entries.values("seq")).order_by("-seq")
    rows = wanted.values_list("seq", "act", "at", "body", "words__name", "words__text")
    found = []
    for (seq, act, at, body), spoken in groupby(rows, key=lambda row: row[:4]):
        words = {name: text for *_, name, text in spoken if name}
        found.append(_told(seq, act, at, bytes(body), words))
    return found


def _told(seq: int, act: str, at: datetime.datetime, body: bytes, words: dict[str, str]) -> Told:
    facts: dict[str, Any] = json.loads(body)["facts"]
    return Told(
        seq=seq,
        act=act,
        at=at,
        label=act_label(act),
        actor=words.get("actor", "somebody whose name was erased"),
        subject=words.get("subject", act.partition(".")[0]),
        state=facts.get("to", ""),
        refused=act.endswith(REFUSED),
        words={name: text for name, text in words.items() if name not in NAMES},
        facts=facts,
    )


def life(channel: Channel, acts: list[Told]) -> list[Stretch]:
    """The states from its approval until now; `acts` are the channel's, oldest first."""
    changes = [
        (timezone.localtime(act.at).date(), act.facts["from"], act.facts["to"])
        for act in acts
        if "to" in act.facts
    ]
    state = changes[0][1] if changes else channel.state
    known = [channel.approved_on, channel.live_since]
    known += [timezone.localtime(act.at).date() for act in acts[:1]]
    known += [changes[0][0]] if changes else []
    since = min((day for day in known if day), default=timezone.localdate())
    found = []
    for day, _, to in changes:
        if to != state:
            found.append(Stretch(state, since, day))
            state, since = to, day
    return [*found, Stretch(state, since, None)]

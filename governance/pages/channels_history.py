"""What the ledger tells of one channel: its acts, and the states it went through."""

from __future__ import annotations

import datetime
import json
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.apps import apps
from django.db.models import QuerySet
from django.utils import timezone

from governance.models import Channel
from ledger import steps
from ledger.models import Entry, Words
from ledger.steps import Stateful

REFUSED = ".refused"
NAMES = {"actor", "subject"}


@dataclass(frozen=True)
class Told:
    """An entry as a page tells it. `words` are what people wrote: not for everybody."""

    seq: int
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


def tell(entries: list[Entry]) -> list[Told]:
    """With the words of all of them in one query."""
    spoken: dict[int, dict[str, str]] = {entry.seq: {} for entry in entries}
    for each in Words.objects.filter(entry_id__in=spoken):
        spoken[each.entry_id][each.name] = each.text
    return [_told(entry, spoken[entry.seq]) for entry in entries]


def _told(entry: Entry, words: dict[str, str]) -> Told:
    facts = facts_of(entry)
    return Told(
        seq=entry.seq,
        at=entry.at,
        label=act_label(entry.act),
        actor=words.get("actor", "somebody whose name was erased"),
        subject=words.get("subject", entry.subject_kind),
        state=facts.get("to", ""),
        refused=entry.act.endswith(REFUSED),
        words={name: text for name, text in words.items() if name not in NAMES},
        facts=facts,
    )


def facts_of(entry: Entry) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(bytes(entry.body))["facts"]
    return found


def life(channel: Channel, entries: list[Entry]) -> list[Stretch]:
    """The states from its approval until now; `entries` are the channel's, oldest first."""
    changes = [
        (timezone.localtime(entry.at).date(), facts["from"], facts["to"])
        for entry in entries
        if "to" in (facts := facts_of(entry))
    ]
    state = changes[0][1] if changes else channel.state
    known = [channel.approved_on, channel.live_since]
    known += [timezone.localtime(entry.at).date() for entry in entries[:1]]
    known += [changes[0][0]] if changes else []
    since = min((day for day in known if day), default=timezone.localdate())
    found = []
    for day, _, to in changes:
        if to != state:
            found.append(Stretch(state, since, day))
            state, since = to, day
    return [*found, Stretch(state, since, None)]

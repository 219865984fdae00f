"""Owns what the ledger itself says of keys: entries checked by their HMAC, rows never trusted."""

import hmac
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models

from ledger import acts, keys
from ledger.chain import Record, entry_hash, entry_mac
from ledger.models import Entry
from ledger.refusals import RefusedError

PAGE = 10

TAMPERED = (
    "The database does not say the same as the ledger about these keys: somebody may have changed"
    " it. Nothing is opened. Tell the head of communications and whoever runs this program."
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """An entry that was proved, or that this transaction is about to write."""

    act: str
    by: UUID | None
    at: datetime
    facts: dict[str, Any]
    subject: UUID | None


def tampered() -> RefusedError:
    return RefusedError(TAMPERED)


def stream(subject: models.Model) -> list[Evidence]:
    """Everything recorded of it, oldest first: turn 1, 2, 3 … to the one that its row names."""
    found = [_proved(each) for each in _entries(subject).order_by("seq")]
    found += [_coming(each) for each in _pending(subject)]
    turns = [each for each in found if "turn" in each.facts]
    if [each.facts["turn"] for each in turns] != list(range(1, subject.turn + 1)):  # type: ignore[attr-defined]
        raise tampered()
    return turns


def newest(subject: models.Model) -> Evidence | None:
    """The last thing recorded of it. Only what counts turns: a refusal is no turn."""
    found = next((_coming(each) for each in reversed(_pending(subject))), None)
    if found is None:
        found = next((each for each in _backwards(subject) if "turn" in each.facts), None)
    if subject.turn != (found.facts["turn"] if found else 0):  # type: ignore[attr-defined]
        raise tampered()
    return found


def by_person(person_id: Any, act: str, *, since: datetime) -> list[Evidence]:
    entries = Entry.objects.filter(actor_id=person_id, act=act, at__gte=since).order_by("seq")
    return [_proved(each) for each in entries]


def _backwards(subject: models.Model) -> Iterator[Evidence]:
    """By pages: refusals, which are no turns, may stand between."""
    entries = _entries(subject).order_by("-seq")
    while page := list(entries[:PAGE]):
        yield from map(_proved, page)
        entries = entries.filter(seq__lt=page[-1].seq)


def _entries(subject: models.Model) -> models.QuerySet[Entry]:
    return Entry.objects.filter(subject_kind=subject._meta.model_name or "", subject_id=subject.pk)


def _pending(subject: models.Model) -> list[Record]:
    """What an outer act of the same transaction has not written yet."""
    return [
        each
        for each in acts.under_way()
        if (each.subject_kind, each.subject_id) == (subject._meta.model_name, subject.pk)
        and "turn" in each.facts
    ]


def _coming(record: Record) -> Evidence:
    return Evidence(record.act, record.actor_id, record.at, record.facts, record.subject_id)


def _proved(entry: Entry) -> Evidence:
    body_bytes = bytes(entry.body)
    digest = entry_hash(bytes(entry.prev), body_bytes)
    body = json.loads(body_bytes)
    key = keys.ring().keys.get(body["key"])
    if key is None or not hmac.compare_digest(bytes(entry.mac), entry_mac(key, digest)):
        raise tampered()
    subject = body["subject"]
    if (body["act"], subject["kind"], subject["id"]) != (
        entry.act,
        entry.subject_kind,
        str(entry.subject_id),
    ):
        raise tampered()
    by = UUID(body["by"]) if body["by"] else None
    at = datetime.fromisoformat(body["at"])
    return Evidence(body["act"], by, at, body["facts"], UUID(subject["id"]))

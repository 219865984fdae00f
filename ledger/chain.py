"""Appends entries to the chain, and says what an entry's bytes must be."""

import datetime
import hashlib
import hmac
import secrets
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.models import AutoField, Model
from django.db.models.sql import InsertQuery

from ledger import keys
from ledger.encoding import canonical, length_prefixed
from ledger.models import Entry, Head, Words

SALT_BYTES = 16


@dataclass
class Record:
    """One entry still to be written. `facts` are bound for ever, `words` can be erased."""

    act: str
    at: datetime.datetime
    actor_id: uuid.UUID | None
    subject_kind: str
    subject_id: uuid.UUID | None
    facts: dict[str, Any] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)


def hold() -> Head:
    """Lock the end of the chain until the commit: the last lock that a transaction takes.

    Whoever holds it sees everything that was recorded before, and nothing is recorded meanwhile.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("The ledger is written in the transaction of the act it records.")
    return Head.objects.select_for_update().get(pk=1)


def append(records: list[Record], head: Head) -> list[Entry]:
    """Write the records in order, inside the caller's transaction, after the head that it holds.

    Without the head's lock, "read the last row and append" forks the chain.
    """
    ring = keys.ring()
    entries: list[Entry] = []
    words: list[Words] = []
    for record in records:
        entry, spoken = _link(record, head, ring)
        head.seq, head.hash = entry.seq, entry.hash
        entries.append(entry)
        words.extend(spoken)
    _write(entries, words, head)
    return entries


def _write(entries: list[Entry], words: list[Words], head: Head) -> None:
    """In one statement where the database takes it: whoever waits for the head waits less."""
    if connection.vendor != "postgresql":
        Entry.objects.bulk_create(entries)
        Words.objects.bulk_create(words)
        head.save(update_fields=["seq", "hash"])
        return
    inserts = [_insert(rows) for rows in (entries, words) if rows]
    parts = ", ".join(f"part{number} AS ({sql})" for number, (sql, _) in enumerate(inserts))
    update = f"UPDATE {Head._meta.db_table} SET seq = %s, hash = %s WHERE id = 1"  # noqa: S608  a table of ours
    values = [value for _, given in inserts for value in given]
    with connection.cursor() as database:
        database.execute(f"WITH {parts} {update}", [*values, head.seq, bytes(head.hash)])


def _insert(rows: Sequence[Model]) -> tuple[str, Sequence[Any]]:
    model = type(rows[0])
    query = InsertQuery(model)
    columns = [each for each in model._meta.concrete_fields if not isinstance(each, AutoField)]
    query.insert_values(columns, list(rows))
    [(sql, values)] = query.get_compiler(connection=connection).as_sql()
    return sql, values


def _link(record: Record, head: Head, ring: keys.KeyRing) -> tuple[Entry, list[Words]]:
    seq, prev = head.seq + 1, bytes(head.hash)
    spoken = [
        Words(entry_id=seq, name=name, salt=secrets.token_bytes(SALT_BYTES), text=text)
        for name, text in sorted(record.words.items())
    ]
    body = canonical(
        {
            "seq": seq,
            "key": ring.active,
            "act": record.act,
            "at": instant(record.at),
            "by": str(record.actor_id) if record.actor_id else None,
            "subject": {
                "kind": record.subject_kind,
                "id": str(record.subject_id) if record.subject_id else None,
            },
            "facts": record.facts,
            "words": {each.name: words_hash(bytes(each.salt), each.text) for each in spoken},
        }
    )
    digest = entry_hash(prev, body)
    entry = Entry(
        seq=seq,
        prev=prev,
        hash=digest,
        mac=entry_mac(ring.keys[ring.active], digest),
        body=body,
        act=record.act,
        at=record.at,
        actor_id=record.actor_id,
        subject_kind=record.subject_kind,
        subject_id=record.subject_id,
    )
    return entry, spoken


def entry_hash(prev: bytes, body: bytes) -> bytes:
    """SHA-256 that anybody can check."""
    return hashlib.sha256(length_prefixed("kh1/ledger/entry", prev, body)).digest()


def entry_mac(key: bytes, digest: bytes) -> bytes:
    """HMAC-SHA-256 that only the organisation can make."""
    return hmac.digest(key, length_prefixed("kh1/ledger/mac", digest), "sha256")


def words_hash(salt: bytes, text: str) -> str:
    """The salted SHA-256, in hex, by which a body binds words that stand beside it."""
    return hashlib.sha256(length_prefixed("kh1/ledger/words", salt, text)).hexdigest()


def instant(at: datetime.datetime) -> str:
    """ISO 8601 in UTC with microseconds: 2027-01-04T09:30:00.000000Z."""
    return at.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")

"""Reads the whole chain and names the first entry that is not what it was."""

import hmac
import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import Max

from ledger import keys
from ledger.chain import entry_hash, entry_mac, instant, words_hash
from ledger.models import Entry, Head, Words

CHUNK = 1_000


@dataclass(frozen=True)
class Verdict:
    """`seq` and `problem` name the first bad entry; both are None where the ledger is in order."""

    entries: int
    seq: int | None = None
    problem: str | None = None

    @property
    def in_order(self) -> bool:
        return self.problem is None


def verify() -> Verdict:
    """Check numbers, links, hashes, HMACs, copies and words, and that the head comes last."""
    ring = keys.ring()
    # The head is read first: entries written while the check runs come after it and are no fault.
    head = Head.objects.get(pk=1)
    seq, prev = 0, bytes(32)
    for entry, words in _with_words(head.seq):
        if entry.seq != seq + 1:
            return Verdict(seq, seq + 1, "is missing")
        if problem := _problem(entry, words, prev, ring):
            return Verdict(seq, entry.seq, problem)
        seq, prev = entry.seq, bytes(entry.hash)
    if (head.seq, bytes(head.hash)) != (seq, prev):
        return Verdict(seq, seq + 1, "is missing: the head says that the chain is longer")
    if _last_seq() > Head.objects.get(pk=1).seq:
        return Verdict(seq, seq + 1, "comes after the head, which was set back")
    return Verdict(seq)


def _last_seq() -> int:
    return Entry.objects.aggregate(last=Max("seq"))["last"] or 0


def _problem(entry: Entry, words: list[Words], prev: bytes, ring: keys.KeyRing) -> str | None:
    body_bytes = bytes(entry.body)
    digest = entry_hash(prev, body_bytes)
    if bytes(entry.prev) != prev:
        return "does not follow the entry before it"
    if not hmac.compare_digest(bytes(entry.hash), digest):
        return "was changed: its hash does not fit its body"
    body = json.loads(body_bytes)
    key = ring.keys.get(body["key"])
    if key is None:
        return f"names the key {body['key']}, which the key file does not hold"
    if not hmac.compare_digest(bytes(entry.mac), entry_mac(key, digest)):
        return "was not written by this organisation: its HMAC does not fit"
    if _copies(entry) != _copied(body):
        return "was changed: its columns do not fit its body"
    return _words_problem(words, body["words"])


def _words_problem(words: list[Words], bound: dict[str, str]) -> str | None:
    for each in words:
        if bound.get(each.name) != words_hash(bytes(each.salt), each.text):
            return f"has words that were changed ({each.name})"
    lost = sorted(bound.keys() - {each.name for each in words})
    return f"has lost its words ({', '.join(lost)})" if lost else None


def _copies(entry: Entry) -> tuple[object, ...]:
    return (
        entry.seq,
        entry.act,
        instant(entry.at),
        str(entry.actor_id) if entry.actor_id else None,
        entry.subject_kind,
        str(entry.subject_id) if entry.subject_id else None,
    )


def _copied(body: dict[str, Any]) -> tuple[object, ...]:
    subject = body["subject"]
    return (body["seq"], body["act"], body["at"], body["by"], subject["kind"], subject["id"])


def _with_words(last: int) -> Iterator[tuple[Entry, list[Words]]]:
    entries = Entry.objects.filter(seq__lte=last).order_by("seq").iterator(CHUNK)
    bound = Words.objects.filter(entry_id__lte=last).order_by("entry_id", "name")
    words = groupby(bound.iterator(CHUNK), key=lambda each: each.entry_id)
    spoken_for, spoken = next(words, (None, iter(())))
    for entry in entries:
        while spoken_for is not None and spoken_for < entry.seq:
            spoken_for, spoken = next(words, (None, iter(())))
        if spoken_for == entry.seq:
            yield entry, list(spoken)
        else:
            yield entry, []

"""People and channels made once a run by real acts, and copied into a test as bare rows.

A copy is taken only where acts would find what they found for the original: the same rows before
them, and the same keys. Everywhere else they are performed.
"""

import datetime
import functools
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from ledger import keys
from ledger.chain import entry_hash, entry_mac, instant
from ledger.encoding import canonical
from ledger.models import Entry, Head
from tests import rows
from tests.instants import Moving, aware
from tests.rows import Row, Rows, Tables

F = TypeVar("F", bound=Callable[..., models.Model])


@dataclass(frozen=True)
class Original:
    """What was added and what was changed since something stood in the database."""

    subject: models.Model | None
    added: Rows
    changed: Rows
    moving: Moving

    @classmethod
    def since(cls, before: Tables, subject: models.Model | None = None) -> "Original":
        added, changed = rows.difference(before, rows.read())
        changed.pop(Head, None)
        found = [*added.values(), *changed.values()]
        values = [value for table in found for row in table for value in row]
        return cls(subject, added, changed, Moving.of(values, timezone.now()))

    def copy(self) -> None:
        now = timezone.now()
        with transaction.atomic():
            for model, made in self._at(now, self.added).items():
                if model is Entry:
                    _chain(made)
                rows.insert(model, made)
            for model, made in self._at(now, self.changed).items():
                rows.replace(model, made)

    def _at(self, now: datetime.datetime, tables: Rows) -> Rows:
        return {
            model: [[self.moving.to(now, value) for value in row] for row in made]
            for model, made in tables.items()
        }


class Originals:
    """Those of this process and its database; none until they are recorded."""

    people: Original | None = None

    def __init__(self) -> None:
        self._by_name: dict[str, Original] = {}
        self._found: object = None
        self._recording: Tables | None = None
        self._performing = False

    def record(self, people: Callable[[], object], acts: Callable[[Any], object]) -> None:
        """Each copied function that `acts` passes through keeps what was made by then."""
        before = rows.read()
        cast = people()
        self.people = Original.since(before)
        self._found = _found(cast, acts)
        self._recording = rows.read()
        acts(cast)
        self._recording = None

    def take(self, make: Callable[..., object], cast: object) -> models.Model | None:
        """None where a test has changed anything that the acts could notice."""
        original = self._by_name.get(make.__name__)
        if original is None or self._performing or _found(cast, make) != self._found:
            return None
        original.copy()
        return original.subject

    @contextmanager
    def performing(self) -> Iterator[None]:
        """What is performed within is no start any more."""
        outer, self._performing = self._performing, True
        try:
            yield
        finally:
            self._performing = outer

    def keep(self, name: str, subject: models.Model) -> None:
        if self._recording is not None:
            self._by_name[name] = Original.since(self._recording, subject)


originals = Originals()


def copied(make: F) -> F:
    """Copies what the function makes where nothing but the cast is given to it.

    Within `originals.performing()` the acts are performed in any case.
    """

    @functools.wraps(make)
    def made(cast: object, /, *args: Any, **facts: Any) -> models.Model:
        given = bool(args or facts)
        subject = None if given else originals.take(make, cast)
        if subject is not None:
            return type(subject)._default_manager.get(pk=subject.pk)
        with originals.performing():
            result = make(cast, *args, **facts)
        if not given:
            originals.keep(make.__name__, result)
        return result

    return made  # type: ignore[return-value]  # it takes and gives what `make` does


def _found(cast: object, make: Callable[..., object]) -> object:
    """What acts find: who acts, the rows that they read, the keys that they use, what is called."""
    files = [settings.KEYHOLDER_LEDGER_KEY_FILE, settings.KEYHOLDER_MASTER_KEY_FILE]
    kept = [Path(file).read_bytes() for file in files if Path(file).is_file()]
    module = vars(sys.modules[make.__module__])
    calls = {name: each for name, each in module.items() if callable(each)}
    return cast, rows.digest(), kept, calls


def _chain(entries: list[Row]) -> None:
    """Link them again around the instants that have moved, from the first entry to the head."""
    columns = [each.column for each in Entry._meta.local_concrete_fields]
    place = {name: columns.index(name) for name in ("seq", "prev", "hash", "mac", "body", "at")}
    ring, digest = keys.ring(), bytes(32)
    for row in entries:
        body = json.loads(row[place["body"]]) | {"at": instant(aware(row[place["at"]]))}
        row[place["prev"]], row[place["body"]] = digest, canonical(body)
        digest = entry_hash(digest, row[place["body"]])
        row[place["hash"]], row[place["mac"]] = digest, entry_mac(ring.keys[ring.active], digest)
    Head.objects.filter(pk=1).update(seq=entries[-1][place["seq"]], hash=digest)

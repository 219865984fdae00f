"""A file between its upload and its import: kept for an hour, for the officer who sent it."""

from __future__ import annotations

import base64
import uuid
import zlib
from dataclasses import dataclass, field
from typing import Any

from django.core.cache import cache

from governance.register import reading
from governance.register.files.sheets import Sheet, UnreadableFileError
from governance.register.judging import Result, Verdict
from ledger.limits import LARGEST_UPLOAD, MEGABYTE, MOST_UPLOADED_ROWS, UPLOAD_SECONDS
from people.models import User

KEPT_FOR = 60 * 60


@dataclass
class Upload:
    """`columns` are settled once they were matched, `done` is what became of the rows.

    Without `public` new channels stay off the public list until somebody says that each is right.
    """

    name: str
    packed: bytes
    id: uuid.UUID = field(default_factory=uuid.uuid4)
    public: bool = True
    columns: dict[str, int] | None = None
    judged: list[Verdict] | None = None
    done: list[Verdict] | None = None

    def sheet(self) -> Sheet:
        return _read(zlib.decompress(self.packed))

    def as_plain(self) -> dict[str, Any]:
        """What a cache can hold: nothing in it runs when it is read."""
        return {
            "name": self.name,
            "packed": base64.b64encode(self.packed).decode(),
            "id": str(self.id),
            "public": self.public,
            "columns": self.columns,
            "judged": _plain(self.judged),
            "done": _plain(self.done),
        }

    @classmethod
    def from_plain(cls, plain: dict[str, Any]) -> Upload:
        return cls(
            name=plain["name"],
            packed=base64.b64decode(plain["packed"]),
            id=uuid.UUID(plain["id"]),
            public=plain["public"],
            columns=plain["columns"],
            judged=_verdicts(plain["judged"]),
            done=_verdicts(plain["done"]),
        )


def take(name: str, content: bytes, *, by: User, public: bool = True) -> Upload:
    """Raises UnreadableFileError for a file of which nothing can be imported."""
    if len(content) > LARGEST_UPLOAD:
        raise UnreadableFileError(
            f"This file is larger than {LARGEST_UPLOAD // MEGABYTE} MB. Divide it, or ask whoever "
            "runs this program to import it with “manage.py import_register”."
        )
    if not any(True for _ in _read(content).lines):
        raise UnreadableFileError("This file has no rows below its first one.")
    upload = Upload(name=name, packed=zlib.compress(content), public=public)
    keep(upload, by=by)
    return upload


def _read(content: bytes) -> Sheet:
    return reading.read(content, most=MOST_UPLOADED_ROWS, seconds=UPLOAD_SECONDS)


def keep(upload: Upload, *, by: User) -> None:
    cache.set(_key(upload.id, by), upload.as_plain(), KEPT_FOR)


def find(pk: uuid.UUID, *, by: User) -> Upload | None:
    found = cache.get(_key(pk, by))
    return None if found is None else Upload.from_plain(found)


def _plain(verdicts: list[Verdict] | None) -> list[dict[str, Any]] | None:
    if verdicts is None:
        return None
    return [each.as_json() | {"name": each.name} for each in verdicts]


def _verdicts(plain: list[dict[str, Any]] | None) -> list[Verdict] | None:
    if plain is None:
        return None
    return [
        Verdict(
            line=each["line"],
            result=Result(each["result"]),
            reason=each["reason"],
            channel=uuid.UUID(each["channel"]) if each["channel"] else None,
            name=each["name"],
        )
        for each in plain
    ]


def _key(pk: uuid.UUID, by: User) -> str:
    return f"import:{by.pk}:{pk}"

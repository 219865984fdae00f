"""A file between its upload and its import: kept for an hour, for the officer who sent it."""

from __future__ import annotations

import uuid
import zlib
from dataclasses import dataclass, field

from django.core.cache import cache

from governance.register import reading
from governance.register.files.sheets import Sheet, UnreadableFileError
from governance.register.judging import Verdict
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
    cache.set(_key(upload.id, by), upload, KEPT_FOR)


def find(pk: uuid.UUID, *, by: User) -> Upload | None:
    found: Upload | None = cache.get(_key(pk, by))
    return found


def _key(pk: uuid.UUID, by: User) -> str:
    return f"import:{by.pk}:{pk}"

"""Where a page of a list begins: the day and id of the row before it, as an opaque text."""

import base64
import binascii
import datetime
import struct
import uuid
from dataclasses import dataclass
from typing import Self

LAYOUT = struct.Struct(">?q16s")
EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
MICROSECOND = datetime.timedelta(microseconds=1)


class CursorError(ValueError):
    """The text is no cursor of ours."""


@dataclass(frozen=True)
class Cursor:
    """The page after this row, or with `back` the one before it."""

    at: datetime.datetime
    id: uuid.UUID
    back: bool = False

    def __str__(self) -> str:
        packed = LAYOUT.pack(self.back, (self.at - EPOCH) // MICROSECOND, self.id.bytes)
        return base64.urlsafe_b64encode(packed).decode().rstrip("=")

    @classmethod
    def read(cls, text: str) -> Self:
        try:
            packed = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
            back, microseconds, ident = LAYOUT.unpack(packed)
            at = EPOCH + microseconds * MICROSECOND
        except (binascii.Error, ValueError, struct.error, OverflowError) as error:
            raise CursorError("This is not a cursor. Take it from `next` or `previous`.") from error
        return cls(at, uuid.UUID(bytes=ident), back)

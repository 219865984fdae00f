"""What an entry of a cache looks like: JSON, and a seal that only this program can make.

The seal holds for one key, one value and one end. A cache is a table or a server that others may
write to; an entry that they wrote, moved or prolonged is passed over as if it were not there.
"""

from __future__ import annotations

import logging
import time
from typing import Any, NamedTuple

import orjson
from django.utils.crypto import constant_time_compare, salted_hmac

log = logging.getLogger(__name__)

SALT = "keyholder.cache"
STRICT = orjson.OPT_PASSTHROUGH_DATACLASS | orjson.OPT_PASSTHROUGH_DATETIME
MISSING = object()
NOT_OURS = (
    "An entry of the cache was passed over and removed: it was not written by this program, "
    "or with another SECRET_KEY."
)


class Entry(NamedTuple):
    """`ends` is a point in time, in seconds; None where it never ends."""

    value: Any
    ends: float | None

    @property
    def is_over(self) -> bool:
        return self.ends is not None and self.ends <= time.time()


class UnreadableError(Exception):
    """Not an entry of ours; nothing of what it holds is said."""


def written(value: Any) -> bytes:
    """As JSON; raises TypeError for what would come back as something else."""
    return orjson.dumps(value, option=STRICT)


def seal(key: str, entry: Entry) -> str:
    text = written([entry.ends, entry.value])
    return f"{_mac(key, text)}:{text.decode()}"


def unseal(key: str, sealed: str | bytes) -> Entry:
    """Raises UnreadableError. Nothing is parsed before its seal was found good."""
    content = sealed.encode(errors="replace") if isinstance(sealed, str) else sealed
    mac, _, text = content.partition(b":")
    if not constant_time_compare(mac, _mac(key, text).encode()):
        raise UnreadableError
    ends, value = orjson.loads(text)
    return Entry(value, ends)


def say_not_ours() -> None:
    """Without the key: some keys name people or hold codes."""
    log.warning(NOT_OURS)


def _mac(key: str, text: bytes) -> str:
    name = key.encode()
    message = b"%d:%b:%b" % (len(name), name, text)
    return salted_hmac(SALT, message, algorithm="sha256").hexdigest()

"""Tokens of readers that were found valid in the last seconds, so that a page costs one query.

Tokens that write or read the ledger are never kept: theirs is looked up at every request.
"""

import hashlib
from time import monotonic as now

from people.models import Scope, Token

LONGEST_AGE = 2.0  # seconds that a token may outlive its end in another process
MOST = 1_000
READING = {Scope.CHANNELS_READ, Scope.REGISTER_READ}

_kept: dict[bytes, tuple[float, Token]] = {}


def recall(text: str) -> Token | None:
    found = _kept.get(_key(text))
    if found is None or now() > found[0] or found[1].has_expired:
        return None
    return found[1]


def keep(text: str, token: Token) -> None:
    if READING.issuperset(token.scopes):
        if len(_kept) >= MOST:
            _kept.clear()
        _kept[_key(text)] = (now() + LONGEST_AGE, token)


def forget() -> None:
    _kept.clear()


def _key(text: str) -> bytes:
    """Not the token itself: what lies in memory opens nothing."""
    return hashlib.sha256(text.encode()).digest()

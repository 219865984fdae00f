"""The bytes that are hashed: length-prefixed parts and canonical JSON."""

import json
from typing import Any


def length_prefixed(*parts: bytes | str) -> bytes:
    """Each part behind its length in 4 bytes, so that no two lists give the same bytes."""
    encoded = [part.encode() if isinstance(part, str) else part for part in parts]
    return b"".join(len(part).to_bytes(4, "big") + part for part in encoded)


def canonical(body: dict[str, Any]) -> bytes:
    """JSON with sorted keys, no spaces, UTF-8; whole numbers only."""
    return json.dumps(
        body, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    ).encode()

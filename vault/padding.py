"""Owns how long a text looks once it is sealed: 64, 128, 256 … 65,536 bytes, and its length."""

LEAST = 64
MOST = 64 * 1024
PREFIX = 4


def pad(text: bytes) -> bytes:
    """The length in 4 bytes, then the text filled with zeros. The 4 bytes are not counted.

    The caller has seen that it is not too long: an error raised here would carry the text along.
    """
    return len(text).to_bytes(PREFIX, "big") + text.ljust(_room_for(len(text)), b"\0")


def unpad(padded: bytes) -> bytes | None:
    """None for whatever pad did not make."""
    length = int.from_bytes(padded[:PREFIX], "big")
    if len(padded) < PREFIX or length > MOST or len(padded) != PREFIX + _room_for(length):
        return None
    if any(padded[PREFIX + length :]):
        return None
    return padded[PREFIX : PREFIX + length]


def _room_for(length: int) -> int:
    return max(LEAST, 1 << (length - 1).bit_length()) if length else LEAST

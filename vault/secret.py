"""Owns the type that carries a secret through the program without ever showing it."""

import hashlib
import hmac
from typing import Any, NoReturn, final


@final
class Secret:
    """Opens only through expose_bytes and expose_text, which can be searched for.

    They are functions and not methods, so that no template reaches the value through the object.
    """

    __slots__ = ("__value",)
    __value: bytes
    __hash__ = None  # type: ignore[assignment]  # a hash is derived from the secret

    def __init__(self, value: str | bytes) -> None:
        data = _encoded(value) if isinstance(value, str) else bytes(value)
        if data is None:
            raise ValueError("A secret is text that can be written in UTF-8.")
        object.__setattr__(self, "_Secret__value", data)

    def __repr__(self) -> str:
        return "<secret>"

    def __str__(self) -> NoReturn:
        raise TypeError("A secret is not shown. Use expose_text where it must be.")

    def __format__(self, spec: str) -> NoReturn:
        raise TypeError("A secret is not shown. Use expose_text where it must be.")

    def __eq__(self, other: object) -> bool:
        """Compares in constant time, whatever the lengths."""
        if not isinstance(other, Secret):
            return NotImplemented
        mine, theirs = (hashlib.sha256(each.__value).digest() for each in (self, other))
        return hmac.compare_digest(mine, theirs)

    def __setattr__(self, name: str, value: Any) -> NoReturn:
        raise TypeError("A secret does not change.")

    def __delattr__(self, name: str) -> NoReturn:
        raise TypeError("A secret does not change.")

    def __reduce_ex__(self, protocol: Any) -> NoReturn:
        raise TypeError("A secret is neither copied nor stored.")

    def __getstate__(self) -> NoReturn:
        raise TypeError("A secret is neither copied nor stored.")

    def __sizeof__(self) -> int:
        return 0

    def __init_subclass__(cls) -> NoReturn:
        raise TypeError("A secret has no other kinds.")


def expose_bytes(secret: Secret) -> bytes:
    """The only way to the value; every caller answers for where it goes."""
    value: bytes = object.__getattribute__(secret, "_Secret__value")
    return value


def expose_text(secret: Secret) -> str:
    text = _decoded(expose_bytes(secret))
    if text is None:
        raise ValueError("This secret is not text.")
    return text


def is_text(secret: Secret) -> bool:
    return _decoded(expose_bytes(secret)) is not None


# Python's own errors about encodings carry the text with them.
def _encoded(text: str) -> bytes | None:
    try:
        return text.encode()
    except UnicodeEncodeError:
        return None


def _decoded(data: bytes) -> str | None:
    try:
        return data.decode()
    except UnicodeDecodeError:
        return None

"""Owns the formats in which the vault keeps keys. Nothing else in vault/ imports cryptography.

wrapped data key:  "KHV" "K" format algorithm key_id16 LP(what the provider made)
sealed value:      "KHV" "P" format algorithm data_key_uuid16 commitment32 nonce12 | text + tag16

What is written here is read by every later release: change nothing, add a format or an algorithm.
"""

import hmac
import os
from dataclasses import dataclass
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from vault.padding import MOST, pad, unpad
from vault.secret import Secret, expose_bytes

FORMAT = 1
AES_256_GCM = 1
KEY_SIZE = 32

_WRAPPED = b"KHVK" + bytes((FORMAT, AES_256_GCM))
_SEALED = b"KHVP" + bytes((FORMAT, AES_256_GCM))
_ID = 16
_COMMITMENT = 32
_NONCE = 12
_TAG = 16


class CannotOpen(Exception):  # noqa: N818  # it is what the reader is told, and all of it
    """Whatever the reason, this is all that is said."""

    def __init__(self) -> None:
        super().__init__("This could not be opened.")


class TooLong(ValueError):  # noqa: N818  # as CannotOpen
    """A value of more than 64 KiB."""

    def __init__(self) -> None:
        super().__init__("A key may hold 65,536 bytes at most.")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a data key and what it seals belong. Nothing opens in another place."""

    deployment: UUID
    data_key: UUID
    credential: UUID
    version: int


def lp(*parts: bytes) -> bytes:
    """Each part after its length in 4 bytes: parts never run into each other."""
    return b"".join(len(part).to_bytes(4, "big") + part for part in parts)


def new_key() -> Secret:
    return Secret(os.urandom(KEY_SIZE))


def seal(data_key: Secret, place: Place, field: str, value: Secret) -> bytes:
    """Call it once for a data key and field."""
    if len(expose_bytes(value)) > MOST:
        raise TooLong
    commitment = _derive(data_key, b"kh1/commit", place, field)
    header = _SEALED + place.data_key.bytes + commitment
    nonce = os.urandom(_NONCE)
    cipher = AESGCM(_derive(data_key, b"kh1/seal", place, field))
    padded = pad(expose_bytes(value))
    return header + nonce + cipher.encrypt(nonce, padded, _bound_value(header, place, field))


def unseal(data_key: Secret, place: Place, field: str, sealed: bytes) -> Secret:
    value = _unsealed(data_key, place, field, sealed)
    if value is None:
        raise CannotOpen
    return value


def wrapped(key_id: UUID, made: bytes) -> bytes:
    return _WRAPPED + key_id.bytes + lp(made)


def unwrapped(data: bytes) -> tuple[UUID, bytes]:
    """The master key's id and what its provider made."""
    start = len(_WRAPPED) + _ID
    key_id, made = data[len(_WRAPPED) : start], data[start + 4 :]
    if not data.startswith(_WRAPPED) or len(key_id) != _ID or data[start:] != lp(made):
        raise CannotOpen
    return UUID(bytes=key_id), made


def bound_key(key_id: UUID, place: Place) -> bytes:
    """What a wrapped data key is bound to: the provider authenticates it."""
    return lp(
        b"kh1/dek",
        _WRAPPED + key_id.bytes,
        place.deployment.bytes,
        place.data_key.bytes,
        place.credential.bytes,
        _number(place.version),
    )


def encrypt(key: Secret, plain: Secret, bound: bytes) -> bytes:
    """What a provider with keys of its own makes: nonce, ciphertext, tag."""
    nonce = os.urandom(_NONCE)
    return nonce + AESGCM(expose_bytes(key)).encrypt(nonce, expose_bytes(plain), bound)


def decrypt(key: Secret, made: bytes, bound: bytes) -> Secret:
    plain = _decrypted(expose_bytes(key), made, bound)
    if plain is None:
        raise CannotOpen
    return Secret(plain)


def _unsealed(data_key: Secret, place: Place, field: str, sealed: bytes) -> Secret | None:
    begin = _SEALED + place.data_key.bytes
    header, rest = sealed[: len(begin) + _COMMITMENT], sealed[len(begin) + _COMMITMENT :]
    # GCM does not commit to its key: a text could be made that opens under two.
    commitment = _derive(data_key, b"kh1/commit", place, field)
    if not hmac.compare_digest(header, begin + commitment):
        return None
    key = _derive(data_key, b"kh1/seal", place, field)
    padded = _decrypted(key, rest, _bound_value(header, place, field))
    text = None if padded is None else unpad(padded)
    return None if text is None else Secret(text)


def _decrypted(key: bytes, made: bytes, bound: bytes) -> bytes | None:
    """None instead of an exception, so that CannotOpen is raised with no context behind it."""
    if len(made) < _NONCE + _TAG:
        return None
    try:
        return AESGCM(key).decrypt(made[:_NONCE], made[_NONCE:], bound)
    except InvalidTag:
        return None


def _derive(data_key: Secret, label: bytes, place: Place, field: str) -> bytes:
    info = lp(label, bytes((AES_256_GCM,)), place.data_key.bytes, field.encode())
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(expose_bytes(data_key))


def _bound_value(header: bytes, place: Place, field: str) -> bytes:
    return lp(
        b"kh1/val",
        header,
        place.deployment.bytes,
        place.credential.bytes,
        field.encode(),
        _number(place.version),
    )


def _number(version: int) -> bytes:
    return version.to_bytes(8, "big")

"""Owns the sealing of small secrets that other rooms keep in their own tables.

Each purpose has a data key of its own, so that changing master keys touches none of those tables.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from uuid import UUID, uuid5

from vault import canary, keyring
from vault.cipher import CannotOpen
from vault.models.keys import DataKey
from vault.secret import Secret, expose_bytes

_PURPOSES = UUID("5b0f7c52-6d0e-4e3c-9d5a-6d1a3f0f9a11")


def seal_for(purpose: str, subject: str, plain: bytes) -> str:
    """Text that open_for opens for the same purpose and subject only."""
    opened = _unlock(_data_key(purpose), purpose)
    return urlsafe_b64encode(opened.seal(subject, Secret(plain))).decode()


def open_for(purpose: str, subject: str, sealed: str) -> bytes:
    """CannotOpen, whatever the reason."""
    row = DataKey.objects.filter(purpose=purpose).first()
    data = _decoded(sealed)
    if row is None or data is None or purpose == canary.PURPOSE:
        raise CannotOpen
    return expose_bytes(_unlock(row, purpose).unseal(subject, data))


def _data_key(purpose: str) -> DataKey:
    if purpose == canary.PURPOSE:
        raise ValueError("The canary seals nothing else.")
    master_key = canary.active_master_key()
    row = DataKey.objects.filter(purpose=purpose).first()
    if row is not None:
        return row
    made, _ = keyring.make(_credential(purpose), 0, master_key=master_key, purpose=purpose)
    # Of two at once the second takes the first one's key.
    row, _ = DataKey.objects.get_or_create(
        purpose=purpose,
        defaults={"id": made.id, "master_key": made.master_key, "wrapped": made.wrapped},
    )
    return row


def _unlock(row: DataKey, purpose: str) -> keyring.OpenKey:
    return keyring.unlock(row, _credential(purpose), 0)


def _credential(purpose: str) -> UUID:
    return uuid5(_PURPOSES, purpose)


def _decoded(sealed: str) -> bytes | None:
    try:
        return urlsafe_b64decode(sealed.encode())
    except (Error, ValueError):
        return None

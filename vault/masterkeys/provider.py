"""Owns what the vault asks of whatever holds the master keys."""

from typing import Protocol
from uuid import UUID

from vault.secret import Secret


class Provider(Protocol):
    """Holds master keys. What it cannot open is CannotOpen."""

    @property
    def deployment(self) -> UUID: ...

    def active_id(self) -> UUID:
        """The key that a new vault begins with."""
        ...

    def ids(self) -> list[UUID]:
        """The keys that this process can use."""
        ...

    def wrap(self, key_id: UUID, data_key: Secret, bound: bytes) -> bytes: ...

    def unwrap(self, key_id: UUID, made: bytes, bound: bytes) -> Secret: ...


class KeysUnusable(Exception):  # noqa: N818  # a state of affairs, told as a sentence
    """The master keys are missing or wrong. Says in a sentence what to do; never a key."""

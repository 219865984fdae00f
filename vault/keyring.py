"""Owns data keys: making, wrapping and unwrapping them with the master keys' provider."""

from dataclasses import dataclass
from uuid import UUID, uuid4

from vault import cipher
from vault.cipher import Place
from vault.masterkeys import provider
from vault.models.keys import DataKey
from vault.secret import Secret


@dataclass(frozen=True, slots=True)
class OpenKey:
    """A data key in memory, and the only place where it seals and opens."""

    material: Secret
    place: Place

    def seal(self, field: str, value: Secret) -> bytes:
        return cipher.seal(self.material, self.place, field, value)

    def unseal(self, field: str, sealed: bytes) -> Secret:
        return cipher.unseal(self.material, self.place, field, sealed)


def make(
    credential: UUID, version: int, *, master_key: UUID, purpose: str | None = None
) -> tuple[DataKey, OpenKey]:
    """A data key and its row, which is not saved yet: no provider is called in a transaction."""
    keys = provider()
    row = DataKey(id=uuid4(), master_key=master_key, purpose=purpose)
    place = Place(keys.deployment, row.id, credential, version)
    material = cipher.new_key()
    made = keys.wrap(master_key, material, cipher.bound_key(master_key, place))
    row.wrapped = cipher.wrapped(master_key, made)
    return row, OpenKey(material, place)


def unlock(row: DataKey, credential: UUID, version: int) -> OpenKey:
    """CannotOpen for a row that is not where it belongs."""
    keys = provider()
    place = Place(keys.deployment, row.id, credential, version)
    key_id, made = cipher.unwrapped(bytes(row.wrapped))
    material = keys.unwrap(key_id, made, cipher.bound_key(key_id, place))
    return OpenKey(material, place)

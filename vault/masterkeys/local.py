"""Master keys that this process holds itself."""

from uuid import UUID

from vault import cipher
from vault.masterkeys.document import Document, MasterKey
from vault.secret import Secret


class LocalKeys:
    """A Provider over a document of keys."""

    def __init__(self, document: Document) -> None:
        self._document = document

    @property
    def deployment(self) -> UUID:
        return self._document.deployment

    def active_id(self) -> UUID:
        return self._document.active

    def ids(self) -> list[UUID]:
        return [each.id for each in self._document.keys]

    def wrap(self, key_id: UUID, data_key: Secret, bound: bytes) -> bytes:
        return cipher.encrypt(self._key(key_id).key, data_key, bound)

    def unwrap(self, key_id: UUID, made: bytes, bound: bytes) -> Secret:
        return cipher.decrypt(self._key(key_id).key, made, bound)

    def _key(self, key_id: UUID) -> MasterKey:
        key = self._document.find(key_id)
        if key is None:
            raise cipher.CannotOpen
        return key

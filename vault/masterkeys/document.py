"""Owns the JSON document in which local master keys are written down."""

import json
from base64 import b64decode, b64encode
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from vault import cipher
from vault.masterkeys.provider import KeysUnusable
from vault.secret import Secret, expose_bytes

FORMAT = "keyholder-master-keys-1"


@dataclass(frozen=True, slots=True)
class MasterKey:
    id: UUID
    made_on: date
    key: Secret


@dataclass(frozen=True, slots=True)
class Document:
    deployment: UUID
    active: UUID
    keys: tuple[MasterKey, ...]

    def find(self, key_id: UUID) -> MasterKey | None:
        return next((each for each in self.keys if each.id == key_id), None)


def new_document(*, today: date) -> Document:
    key = MasterKey(id=uuid4(), made_on=today, key=cipher.new_key())
    return Document(deployment=uuid4(), active=key.id, keys=(key,))


def write(document: Document) -> Secret:
    keys = [
        {
            "id": str(each.id),
            "made_on": each.made_on.isoformat(),
            "key": b64encode(expose_bytes(each.key)).decode(),
        }
        for each in document.keys
    ]
    return Secret(
        json.dumps(
            {
                "format": FORMAT,
                "deployment": str(document.deployment),
                "active": str(document.active),
                "keys": keys,
            },
            indent=1,
        )
    )


def read(text: Secret, *, called: str) -> Document:
    """`called` is how the sentence of a refusal names the place it was read from."""
    document = _parsed(text)
    if document is None:
        raise KeysUnusable(f"{called} does not hold master keys that this program can read.")
    return document


def _parsed(text: Secret) -> Document | None:
    # One answer for every fault: Python's own errors would quote what they could not read.
    try:
        return _document(json.loads(expose_bytes(text)))
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _document(data: Any) -> Document | None:
    if data["format"] != FORMAT:
        return None
    keys = tuple(
        MasterKey(
            id=UUID(each["id"]),
            made_on=date.fromisoformat(each["made_on"]),
            key=Secret(b64decode(each["key"], validate=True)),
        )
        for each in data["keys"]
    )
    document = Document(deployment=UUID(data["deployment"]), active=UUID(data["active"]), keys=keys)
    whole = all(len(expose_bytes(each.key)) == cipher.KEY_SIZE for each in keys)
    distinct = len({each.id for each in keys}) == len(keys)
    return document if whole and distinct and document.find(document.active) else None

"""Owns the proof that the master keys at hand are this database's own."""

from uuid import UUID

from django.db import IntegrityError, OperationalError, ProgrammingError, transaction

from vault import keyring
from vault.cipher import CannotOpen
from vault.masterkeys import KeysUnusable, Provider, provider
from vault.models.keys import Canary, DataKey
from vault.secret import Secret

PURPOSE = "canary"
_SONG = Secret("These master keys are the right ones.")


def verify() -> Canary:
    """KeysUnusable unless the keys at hand are this vault's. An empty vault takes them as its own.

    config/wsgi.py asks before it serves anything.
    """
    keys = provider()
    row = find()
    if row is None:
        row = _plant(keys)
    if row.deployment != keys.deployment:
        raise KeysUnusable(
            "These master keys belong to another installation than this database."
            f" The right ones name the deployment {row.deployment}."
        )
    if row.master_key not in keys.ids() or not _sings(row):
        raise KeysUnusable(
            f"These are not the master keys of this database: {row.master_key} is missing or"
            " different. Bring back the escrow copy."
        )
    return row


def find() -> Canary | None:
    try:
        return Canary.objects.select_related("data_key").first()
    except (OperationalError, ProgrammingError):
        raise KeysUnusable(
            "The vault's tables cannot be read. Is the database running? Then say:"
            " manage.py migrate"
        ) from None


def _plant(keys: Provider) -> Canary:
    if DataKey.objects.exists():
        raise KeysUnusable(
            "The vault holds keys but its canary is gone: somebody changed the database. Nothing"
            " is opened before the canary is back from a backup."
        )
    active = keys.active_id()
    data_key, opened = keyring.make(keys.deployment, 0, master_key=active, purpose=PURPOSE)
    row = Canary(
        deployment=keys.deployment,
        master_key=active,
        data_key=data_key,
        sealed=opened.seal(PURPOSE, _SONG),
    )
    try:
        with transaction.atomic():
            data_key.save(force_insert=True)
            row.save(force_insert=True)
    except IntegrityError:  # another process was first
        return Canary.objects.select_related("data_key").get()
    return row


def _sings(row: Canary) -> bool:
    try:
        opened = keyring.unlock(row.data_key, row.deployment, 0)
        return opened.unseal(PURPOSE, bytes(row.sealed)) == _SONG
    except CannotOpen:
        return False


def active_master_key() -> UUID:
    """The key to wrap under, after the canary has shown that it is the right one."""
    return verify().master_key

"""Owns the writing of a version: sealed before the transaction, put into the database inside it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from ledger.actors import Actor, person_id
from ledger.refusals import RefusedError
from vault import canary, evidence, holdings, keyring
from vault.cipher import CannotOpen
from vault.models.custodian import Custodian
from vault.models.keys import Canary, DataKey
from vault.models.version import Sealed, Version
from vault.secret import Secret

CHANGED_MEANWHILE = (
    "Somebody else changed these keys at the same moment, so nothing was kept. Look again."
)


@dataclass(frozen=True, slots=True)
class Sealing:
    """A version that is sealed and not saved yet; `upon` is the one that it takes values from."""

    number: int
    data_key: DataKey
    values: dict[str, bytes]
    since: dict[str, int]
    upon: int | None = None


def seal(
    custodian: Custodian,
    values: Mapping[str, Secret],
    *,
    since: Mapping[str, int] | None = None,
    upon: int | None = None,
) -> Sealing:
    """Asks the master keys' provider, so never call it in a transaction.

    `since` says of values that are not new in which version they were.
    """
    master_key = canary.active_master_key()
    number = _next_number(custodian)
    row, opened = keyring.make(custodian.pk, number, master_key=master_key)
    return Sealing(
        number,
        row,
        {field: opened.seal(field, value) for field, value in values.items()},
        {field: (since or {}).get(field, number) for field in values},
        upon,
    )


def save(
    sealing: Sealing, custodian: Custodian, standing: Version.Standing, *, by: Actor, at: datetime
) -> dict[str, Any]:
    """Under the custodian's lock. Returns what the ledger keeps of it."""
    if sealing.number != _next_number(custodian):
        raise RefusedError(CHANGED_MEANWHILE)
    _stay_with(sealing.data_key.master_key)
    sealing.data_key.save(force_insert=True)
    version = Version.objects.create(
        custodian=custodian,
        number=sealing.number,
        standing=standing,
        data_key=sealing.data_key,
        made_by_id=person_id(by),
        made_at=at,
    )
    sealed = [
        Sealed(version=version, field=field, value=value, since=sealing.since[field])
        for field, value in sealing.values.items()
    ]
    Sealed.objects.bulk_create(sealed)
    return holdings.described(version, sealing.data_key, sealed)


def open_all(custodian: Custodian, known: dict[str, Any]) -> dict[str, Secret]:
    """Every value of the version that the ledger knows, to be sealed anew; nobody is shown them."""
    numbered = custodian.versions.select_related("data_key").filter(number=known["version"])
    version = numbered.first()
    if version is None or version.data_key is None:
        raise evidence.tampered()
    rows = list(version.sealed.all())
    whole = {row.field for row in rows} == set(known["sealed"])
    if not whole or not all(holdings.agrees(known, version, row) for row in rows):
        raise evidence.tampered()
    try:
        return opened(version, rows)
    except CannotOpen:
        raise evidence.tampered() from None


def opened(version: Version, rows: Iterable[Sealed]) -> dict[str, Secret]:
    """CannotOpen for what is not where it belongs."""
    if version.data_key is None:
        raise CannotOpen
    key = keyring.unlock(version.data_key, version.custodian_id, version.number)
    return {row.field: key.unseal(row.field, bytes(row.value)) for row in rows}


def _next_number(custodian: Custodian) -> int:
    newest = custodian.versions.order_by("-number").values_list("number", flat=True).first()
    return (newest or 0) + 1


def _stay_with(master_key: UUID) -> None:
    """Until this transaction ends no other master key becomes active."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM vault_canary FOR SHARE")
    if Canary.objects.get().master_key != master_key:
        raise RefusedError(CHANGED_MEANWHILE)

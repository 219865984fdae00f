"""Owns what each entry about a custodian says in full, so that the newest one is enough."""

from collections.abc import Iterable
from copy import deepcopy
from hashlib import sha256
from typing import Any

from ledger.questions import Asked
from vault import evidence
from vault.models.custodian import Custodian
from vault.models.keys import DataKey
from vault.models.version import Sealed, Version

Facts = dict[str, Any]
OLDEST = 0


def of(custodian: Custodian) -> Facts:
    """As the ledger has it; a refusal where the custodian's row says otherwise."""
    found = evidence.newest(custodian)
    if found is None:
        raise evidence.tampered()
    known: Facts = deepcopy(found.facts["holding"])
    if known["policy"] != policy(custodian):
        raise evidence.tampered()
    return known


def current(known: Facts) -> Facts:
    """What is held; the caller has seen rows that say so."""
    held: Facts | None = known["current"]
    if held is None:
        raise evidence.tampered()
    return held


def first(custodian: Custodian) -> Facts:
    return {
        "policy": policy(custodian),
        "current": None,
        "proposed": None,
        "spent": {},
        "told": [],
    }


def check_told(custodian: Custodian, known: Facts) -> None:
    """Nobody was taken off the list of those who are told behind the program's back."""
    told = custodian.responsible.values_list("pk", flat=True)
    if sorted(map(str, told)) != known["told"]:
        raise evidence.tampered()


def note(custodian: Custodian, asked: Asked, holding: Facts, **facts: Any) -> None:
    """Give the act's entry its turn. The caller saves the custodian, whose lock it holds."""
    custodian.turn += 1
    asked.facts |= {"turn": custodian.turn, "holding": holding, **facts}


def policy(custodian: Custodian) -> Facts:
    return {
        "in_hours": str(custodian.in_hours),
        "out_of_hours": str(custodian.out_of_hours),
        "corporate": custodian.corporate,
        "minutes": custodian.minutes,
    }


def described(version: Version, data_key: DataKey, sealed: Iterable[Sealed]) -> Facts:
    sealed = list(sealed)
    return {
        "version": version.number,
        "data_key": str(data_key.pk),
        "sealed": {each.field: sha256(bytes(each.value)).hexdigest() for each in sealed},
        "since": {each.field: each.since for each in sealed},
    }


def since(known: Facts, field: str) -> int:
    """The version in which this value was new; for entries that do not say it, before the first."""
    found: int = known.get("since", {}).get(field, OLDEST)
    return found


def agrees(known: Facts | None, version: Version, sealed: Sealed) -> bool:
    """Whether the ledger knows these very bytes as this version's, and since when."""
    return known is not None and (
        known["version"],
        known["data_key"],
        known["sealed"].get(sealed.field),
        since(known, sealed.field),
    ) == (
        version.number,
        str(version.data_key_id),
        sha256(bytes(sealed.value)).hexdigest(),
        sealed.since,
    )

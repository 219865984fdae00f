"""Owns which backup codes are spent: each is shown once. The ledger knows, not a column."""

from datetime import date
from typing import Any

from ledger import acts
from ledger.actors import Actor
from vault import fields, holdings, rotations
from vault.models.custodian import Custodian
from vault.models.rotation import Cause
from vault.models.version import Version
from vault.permissions import anybody

FEW = 3


def unspent(version: Version, holding: dict[str, Any]) -> list[str]:
    """The names of the sealed codes that nobody was shown, in their order."""
    spent = holding["spent"].get(str(version.number), [])
    found = version.sealed.filter(field__startswith=f"{fields.BACKUP_CODES}/")
    names = [name for name in found.values_list("field", flat=True) if name not in spent]
    return sorted(names, key=lambda name: int(name.rpartition("/")[2]))


def spend(custodian: Custodian, version: Version, code: str, *, by: Actor, today: date) -> None:
    """Under three left, new ones are due."""
    with acts.performing(
        "custodian.spend_code",
        custodian,
        by=by,
        today=today,
        who=anybody,
        label="spend a backup code",
    ) as act:
        fresh: Custodian = act.subject
        holding = holdings.of(fresh)
        spent = holding["spent"].setdefault(str(version.number), [])
        spent.append(code)
        holdings.note(fresh, act.asked, holding)
        fresh.save()
    if len(unspent(version, holding)) < FEW:
        rotations.fall_due(custodian, Cause.CODES, by=by, today=today)

"""Owns which backup codes are spent: each is shown once. The ledger knows, not a column."""

from typing import Any

from ledger.acts import Act, act
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


@act(
    "custodian.spend_code",
    Custodian,
    label="Spend a backup code",
    who=anybody,
    silent="The opening that it is part of tells everybody responsible.",
    within="It is part of showing a backup code.",
)
def spend(custodian: Custodian, act: Act, version: Version, code: str) -> None:
    """Under three left, new ones are due."""
    holding = holdings.of(custodian)
    holding["spent"].setdefault(str(version.number), []).append(code)
    holdings.note(custodian, act, holding)
    if len(unspent(version, holding)) < FEW:
        rotations.fall_due(custodian, Cause.CODES, by=act.by, today=act.today)

"""The first deposit of keys."""

from collections.abc import Mapping
from datetime import date

from ledger.actors import Actor
from ledger.acts import Act, Tell, act
from ledger.questions import Asked, guard
from ledger.refusals import InvalidError
from vault import fields, holdings, permissions, versions
from vault.custodians import responsible, unretired
from vault.models.custodian import Custodian
from vault.models.version import Version
from vault.secret import Secret

NOTHING = "Give at least one field."


@guard("Its keys are held already: propose new ones instead.", helps="custodian.propose")
def nothing_held(custodian: Custodian, asked: Asked) -> bool:
    return not custodian.versions.filter(standing=Version.Standing.CURRENT).exists()


def deposit(
    custodian: Custodian, given: Mapping[str, Secret], *, by: Actor, today: date
) -> list[str]:
    """The names of the fields that are held now. KeysUnusable where the vault cannot be reached."""
    values = fields.sealable(given)
    if not values:
        raise InvalidError({"__all__": [NOTHING]})
    keep_first(custodian, versions.seal(custodian, values), by=by, today=today)
    return held(custodian)


@act(
    "custodian.deposit",
    Custodian,
    label="Deposit keys",
    who=permissions.may_deposit,
    guards=[unretired, nothing_held],
    tells=[Tell("keys_deposited", responsible)],
    refusals_matter=True,
    tokens=True,
)
def keep_first(custodian: Custodian, act: Act, sealing: versions.Sealing) -> None:
    """What `deposit` sealed before the transaction began."""
    holding = holdings.of(custodian)
    current = Version.Standing.CURRENT
    holding["current"] = versions.save(sealing, custodian, current, by=act.by, at=act.at)
    holdings.note(custodian, act, holding)


def held(custodian: Custodian) -> list[str]:
    """The fields of the current keys, each once, in the order that people know."""
    rows = custodian.versions.filter(standing=Version.Standing.CURRENT)
    found = {fields.name_of(field) for field in rows.values_list("sealed__field", flat=True)}
    return [name for name in fields.LABELS if name in found]

"""The first deposit of keys."""

from collections.abc import Mapping
from datetime import date

from ledger import acts
from ledger.actors import Actor
from ledger.questions import Asked, guard
from ledger.refusals import InvalidError
from vault import fields, holdings, permissions, versions
from vault.custodians import unretired
from vault.models.custodian import Custodian
from vault.models.version import Version
from vault.secret import Secret

NOTHING = "Give at least one field."


@guard("Its keys are held already: propose new ones instead.")
def nothing_held(custodian: Custodian, asked: Asked) -> bool:
    return not custodian.versions.filter(standing=Version.Standing.CURRENT).exists()


def deposit(
    custodian: Custodian, given: Mapping[str, Secret], *, by: Actor, today: date
) -> list[str]:
    """The names of the fields that are held now. KeysUnusable where the vault cannot be reached."""
    values = fields.sealable(given)
    if not values:
        raise InvalidError({"__all__": [NOTHING]})
    sealing = versions.seal(custodian, values)
    with acts.performing(
        "custodian.deposit",
        custodian,
        by=by,
        today=today,
        who=permissions.may_deposit,
        label="deposit keys",
        guards=[unretired, nothing_held],
        refusals_matter=True,
    ) as act:
        fresh: Custodian = act.subject
        holding = holdings.of(fresh)
        holding["current"] = versions.save(
            sealing, fresh, Version.Standing.CURRENT, by=by, at=act.asked.at
        )
        holdings.note(fresh, act.asked, holding)
        fresh.save()
        act.tell("keys_deposited", fresh.responsible.all(), name=fresh.name, path=fresh.path)
    custodian.__dict__.update(fresh.__dict__)
    return held(custodian)


def held(custodian: Custodian) -> list[str]:
    """The fields of the current keys, each once, in the order that people know."""
    rows = custodian.versions.filter(standing=Version.Standing.CURRENT)
    found = {fields.name_of(field) for field in rows.values_list("sealed__field", flat=True)}
    return [name for name in fields.LABELS if name in found]

"""Owns which version of a custodian's keys is current, proposed or old. Called by steps alone."""

from datetime import date

from ledger.acts import Act, act
from vault import evidence, holdings
from vault.models.custodian import Custodian
from vault.models.version import Version
from vault.permissions import anybody


@act(
    "custodian.put_in_place",
    Custodian,
    label="Put the new keys in place",
    who=anybody,
    silent="The confirmation that it is part of tells everybody responsible.",
    within="It is part of confirming new keys.",
)
def put_in_place(custodian: Custodian, act: Act) -> None:
    """The proposed keys are current, the ones before them old."""
    holding = holdings.of(custodian)
    proposed = holding["proposed"]
    if proposed is None:
        raise evidence.tampered()
    versions = custodian.versions
    versions.filter(standing=Version.Standing.CURRENT).update(
        standing=Version.Standing.OLD, replaced_on=act.today
    )
    _one(
        versions.filter(
            number=proposed["version"],
            data_key_id=proposed["data_key"],
            standing=Version.Standing.PROPOSED,
        ).update(standing=Version.Standing.CURRENT)
    )
    spent = holding["spent"].get(str(proposed["version"]), [])
    holding |= {
        "current": proposed,
        "proposed": None,
        "spent": {str(proposed["version"]): spent} if spent else {},
    }
    holdings.note(custodian, act, holding)


@act(
    "custodian.set_aside",
    Custodian,
    label="Set the new keys aside",
    who=anybody,
    silent="The step that it is part of tells everybody responsible.",
    within="It is part of abandoning new keys.",
)
def set_aside(custodian: Custodian, act: Act) -> None:
    """The proposed keys are old: kept a while, in case they were set on the platform after all."""
    holding = holdings.of(custodian)
    replace_proposed(custodian, act.today)
    holding["proposed"] = None
    holdings.note(custodian, act, holding)


def replace_proposed(custodian: Custodian, today: date) -> None:
    """What was proposed is old, and no longer in the way of another proposal."""
    _one(
        custodian.versions.filter(standing=Version.Standing.PROPOSED).update(
            standing=Version.Standing.OLD, replaced_on=today
        )
    )


def _one(changed: int) -> None:
    if changed != 1:
        raise evidence.tampered()

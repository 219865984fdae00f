"""Owns which version of a custodian's keys is current, proposed or old. Called by steps alone."""

from datetime import date

from ledger import acts
from ledger.actors import Actor
from vault import evidence, holdings
from vault.models.custodian import Custodian
from vault.models.version import Version
from vault.permissions import anybody


def put_in_place(custodian: Custodian, *, by: Actor, today: date) -> None:
    """The proposed keys are current, the ones before them old."""
    with acts.performing(
        "custodian.put_in_place",
        custodian,
        by=by,
        today=today,
        who=anybody,
        label="put the new keys in place",
    ) as act:
        fresh: Custodian = act.subject
        holding = holdings.of(fresh)
        proposed = holding["proposed"]
        if proposed is None:
            raise evidence.tampered()
        versions = fresh.versions
        versions.filter(standing=Version.Standing.CURRENT).update(
            standing=Version.Standing.OLD, replaced_on=today
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
        holdings.note(fresh, act.asked, holding)
        fresh.save()


def set_aside(custodian: Custodian, *, by: Actor, today: date) -> None:
    """The proposed keys are old: kept a while, in case they were set on the platform after all."""
    with acts.performing(
        "custodian.set_aside",
        custodian,
        by=by,
        today=today,
        who=anybody,
        label="set the new keys aside",
    ) as act:
        fresh: Custodian = act.subject
        holding = holdings.of(fresh)
        _one(
            fresh.versions.filter(standing=Version.Standing.PROPOSED).update(
                standing=Version.Standing.OLD, replaced_on=today
            )
        )
        holding["proposed"] = None
        holdings.note(fresh, act.asked, holding)
        fresh.save()


def _one(changed: int) -> None:
    if changed != 1:
        raise evidence.tampered()

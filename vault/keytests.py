"""An officer's word that the keys still work. It makes no rotation due."""

from datetime import date

from ledger import acts
from ledger.actors import Actor
from vault import holdings
from vault.custodians import unretired
from vault.models.custodian import Custodian
from vault.models.version import Version
from vault.permissions import may_test
from vault.rotations import held


def record(custodian: Custodian, *, by: Actor, today: date) -> None:
    """Of the current keys: after a rotation they are tested anew."""
    with acts.performing(
        "custodian.test",
        custodian,
        by=by,
        today=today,
        who=may_test,
        label="say that the keys work",
        guards=[unretired, held],
    ) as act:
        fresh: Custodian = act.subject
        holding = holdings.of(fresh)
        number = holding["current"]["version"]
        fresh.versions.filter(number=number).update(tested_by_id=by.pk, tested_on=today)
        holdings.note(fresh, act.asked, holding, version=number)
        fresh.save()


def tested_on(custodian: Custodian) -> date | None:
    """When the current keys were last tested."""
    current = custodian.versions.filter(standing=Version.Standing.CURRENT).first()
    return current.tested_on if current else None

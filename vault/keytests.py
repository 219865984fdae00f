"""An officer's word that the keys still work. It makes no rotation due."""

from datetime import date

from ledger.acts import Act, act
from vault import holdings
from vault.custodians import unretired
from vault.models.custodian import Custodian
from vault.models.version import Version
from vault.permissions import may_test
from vault.rotations import held


@act(
    "custodian.test",
    Custodian,
    label="Say that the keys work",
    who=may_test,
    guards=[unretired, held],
    silent="It is good news, and stands on the page of the keys.",
)
def record(custodian: Custodian, act: Act) -> None:
    """Of the current keys: after a rotation they are tested anew."""
    holding = holdings.of(custodian)
    number = holdings.current(holding)["version"]
    tested = custodian.versions.filter(number=number)
    tested.update(tested_by_id=act.by.pk, tested_on=act.today)
    holdings.note(custodian, act, holding, version=number)


def tested_on(custodian: Custodian) -> date | None:
    """When the current keys were last tested."""
    current = custodian.versions.filter(standing=Version.Standing.CURRENT).first()
    return current.tested_on if current else None

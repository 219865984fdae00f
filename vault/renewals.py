"""Owns what must be new before a rotation that is due is done: what somebody knew who may not."""

from datetime import date

from ledger.questions import Asked, guard
from ledger.refusals import RefusedError
from vault import fields, holdings, openers
from vault.carrying import renewed
from vault.models.custodian import Custodian
from vault.models.rotation import Cause, Rotation


def unchanged(rotation: Rotation, *, today: date) -> list[str]:
    """The names of the fields that must still change; none where new keys were only offered."""
    if rotation.cause == Cause.OFFERED:
        return []
    custodian = Custodian.objects.get(pk=rotation.custodian_id)
    try:
        return _unchanged_of(custodian, Cause(rotation.cause), today)
    except RefusedError:  # putting them in place says so
        return []


def _unchanged_of(custodian: Custodian, cause: Cause, today: date) -> list[str]:
    holding = holdings.of(custodian)
    current, proposed = holding["current"], holding["proposed"]
    if current is None or proposed is None:
        return []
    held = set(openers.held(current))
    new = {name for name in held if renewed(name, current, proposed)}
    wanted = _wanted(custodian, cause, current, held, today)
    if not wanted and not new:
        wanted = {fields.PASSWORD} & held or held
    return [name for name in fields.LABELS if name in wanted - new]


def _wanted(
    custodian: Custodian, cause: Cause, current: holdings.Facts, held: set[str], today: date
) -> set[str]:
    """After a compromise everything; else what is known to somebody who is not entitled to it."""
    if cause == Cause.COMPROMISE:
        return held
    known = set(openers.to_change(custodian, current, today=today, strictly=True))
    return known | ({fields.BACKUP_CODES} & held if cause == Cause.CODES else set())


def _unchanged(rotation: Rotation, asked: Asked) -> str:
    names = [fields.LABELS[name] for name in unchanged(rotation, today=asked.today)]
    return (
        f"New keys are due, and this is still the same as before: {', '.join(names)}. Change it on"
        " the platform and add it to the proposed keys. Then confirm them."
    )


@guard(_unchanged, helps="custodian.propose")
def all_that_was_known_is_new(rotation: Rotation, asked: Asked) -> bool:
    return not unchanged(rotation, today=asked.today)

"""Owns how much one person may open at once, counted in the ledger."""

from datetime import datetime, timedelta
from typing import Any

from ledger.refusals import RefusedError
from vault import evidence
from vault.models.custodian import Custodian

NIGHT = timedelta(hours=12)
AT_ONCE_A_NIGHT = 3

TOO_MANY = (
    f"You have opened the keys of {AT_ONCE_A_NIGHT} channels at once within twelve hours. For"
    " another one somebody else approves: ask for an opening instead."
)


def check_the_night(person_id: Any, custodian: Custodian, *, now: datetime) -> None:
    """Ask under the lock of the person's row: two requests at once would both be the third."""
    if used_up(person_id, custodian, now=now):
        raise RefusedError(TOO_MANY)


def used_up(person_id: Any, custodian: Custodian, *, now: datetime) -> bool:
    """Whether this would be one channel too many, so that somebody else approves first."""
    opened = evidence.by_person(person_id, "grant.open_at_once", since=now - NIGHT)
    others = {each.facts["custodian"] for each in opened} - {str(custodian.pk)}
    return len(others) >= AT_ONCE_A_NIGHT

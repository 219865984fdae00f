"""Owns how much one person may open at once, and that what is owed of it comes first."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import models

from ledger.refusals import RefusedError
from vault import evidence
from vault.models.custodian import Custodian, Policy
from vault.models.grant import Grant

NIGHT = timedelta(hours=12)
AT_ONCE_A_NIGHT = 3

TOO_MANY = (
    f"You have opened the keys of {AT_ONCE_A_NIGHT} channels at once within twelve hours. For"
    " another one somebody else approves: ask for an opening instead."
)
UNACCOUNTED = (
    "You owe an account of keys that you opened at once. Until you give it somebody else approves"
    " first: give the account, or ask for an opening instead."
)


class NeedsAnotherError(RefusedError):
    """Not at once; with somebody else's approval it can be opened."""


def barred(person_id: Any, custodian: Custodian, *, now: datetime, today: date) -> str:
    """Why somebody else approves first, in a sentence; nothing where they need not."""
    if used_up(person_id, custodian, now=now):
        return TOO_MANY
    return UNACCOUNTED if overdue(person_id, today=today).exists() else ""


def check(person_id: Any, custodian: Custodian, *, now: datetime, today: date) -> None:
    """Ask under the lock of the person's row: two requests at once would both be the third."""
    why = barred(person_id, custodian, now=now, today=today)
    if why:
        raise NeedsAnotherError(why)


def unaccounted() -> models.QuerySet[Grant]:
    """Opened at once and not accounted for yet."""
    return Grant.objects.filter(
        policy=Policy.IMMEDIATE, state__in=[Grant.State.ACTIVE, Grant.State.ENDED]
    )


def overdue(person_id: Any, *, today: date) -> models.QuerySet[Grant]:
    """What this person opened at once and should have accounted for, the oldest first."""
    late = unaccounted().filter(person=person_id, account_by__lt=today)
    return late.order_by("account_by", "requested_at")


def used_up(person_id: Any, custodian: Custodian, *, now: datetime) -> bool:
    """Whether this would be one channel too many, so that somebody else approves first."""
    opened = evidence.by_person(person_id, "grant.open_at_once", since=now - NIGHT)
    others = {each.facts["custodian"] for each in opened} - {str(custodian.pk)}
    return len(others) >= AT_ONCE_A_NIGHT

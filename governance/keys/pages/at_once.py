"""Which door stands open to this person now: at once, or only with a second person."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.utils import timezone

from governance import hours
from governance.web.days import today
from governance.web.doors import PersonRequest
from ledger.refusals import RefusedError
from vault import limits, permissions
from vault.models import Custodian, Policy


@dataclass(frozen=True)
class AtOnceNow:
    """Whether the keys open at once now, and what of the person stands in the way."""

    waits_for_nobody: bool
    barred: str = ""
    new_until: datetime.datetime | None = None

    @property
    def open(self) -> bool:
        return self.waits_for_nobody and not self.barred and self.new_until is None


def at_once(request: PersonRequest, custodian: Custodian) -> AtOnceNow:
    """What of the person stands in the way is asked only where the keys open at once."""
    now = timezone.now()
    if custodian.policy(in_hours=hours.in_hours(now)) != Policy.IMMEDIATE:
        return AtOnceNow(waits_for_nobody=False)
    return AtOnceNow(
        waits_for_nobody=True,
        barred=_barred(request, custodian, now),
        new_until=permissions.too_new_until(custodian, request.user, now=now),
    )


def _barred(request: PersonRequest, custodian: Custodian, now: datetime.datetime) -> str:
    try:
        return limits.barred(request.user.pk, custodian, now=now, today=today())
    except RefusedError:  # asking for it says so
        return ""

"""What is owed by somebody, as their home shows it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db.models import Count, Q

from governance.desk.waiting.thing import Waiting, soon
from governance.models import Obligation
from governance.obligations import reading
from governance.obligations.kinds import KINDS
from people.models import User

SHOWN = 30


@dataclass(frozen=True)
class Owed:
    """The first of what is theirs now, how much of it there is, how much others are late with."""

    now: list[Waiting]
    number: int
    others: int
    coming: list[Waiting]


def of(user: User, today: datetime.date) -> Owed:
    mine = reading.reaching(user)
    still = Obligation.objects.filter(discharged_on=None)
    now = Q(since__lte=today)
    late = now & Q(due_on__lt=today) & reading.overseen(user) & ~mine
    ahead = mine & Q(since__gt=today, since__lte=soon(today))
    ahead |= _ending(today) & reading.overseen(user) & ~mine
    counted = still.order_by().aggregate(
        number=Count("pk", filter=mine & now), others=Count("pk", filter=late)
    )
    first, coming = (
        still.filter(which).select_related("team")[:SHOWN] for which in (mine & now, ahead)
    )
    return Owed(
        [_waiting(each) for each in first],
        counted["number"],
        counted["others"],
        [_waiting(each, ahead=True) for each in coming],
    )


def _ending(today: datetime.date) -> Q:
    """Life spans of others that end soon: whoever looks after them sees it come."""
    return Q(kind="renewal", due_on__gte=today, due_on__lte=soon(today))


def _waiting(row: Obligation, *, ahead: bool = False) -> Waiting:
    kind = KINDS[row.kind]
    return Waiting(
        kind.says(row), kind.href(row), row.since, row.due_on, str(row.team or ""), ahead=ahead
    )

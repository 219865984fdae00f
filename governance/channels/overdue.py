"""What comes of an obligation that nobody met: its channel is taken off the list of the official.

Everybody on its ladder was told before, for a month at least: also where it was long overdue when
it was first written down, as after an import or an upgrade. What somebody said is right has a month
of its own.
"""

from __future__ import annotations

import datetime

from django.db import models
from django.db.models import Q

from governance.channels import confirming
from governance.channels.guards import lapses_on
from governance.models import Channel, Obligation, Rules
from governance.models.channel import LapseCause
from governance.obligations import consequences
from governance.obligations.climbing import joined
from governance.obligations.kinds import KINDS
from ledger.actors import CLOCK

TOLD_FOR = datetime.timedelta(days=30)
CAUSES = {
    "access_confirmation": LapseCause.NOT_CONFIRMED,
    "lead": LapseCause.NO_LEAD,
    "administrators": LapseCause.TOO_FEW,
    "access": LapseCause.ACCESS,
    "review": LapseCause.REVIEW_OVERDUE,
}


def take_off(*, today: datetime.date) -> int:
    """The clock's act. Says how many channels are official no more."""
    rules = Rules.current()

    def lapse(row: Obligation, channel: Channel) -> None:
        confirming.unconfirmed(channel, by=CLOCK, today=today, cause=CAUSES[row.kind])

    goes_on = (
        row
        for row in joined(_unmet(today, rules))
        if row.channel is not None and not _lapses(row.channel, today, rules)
    )
    return consequences.come(goes_on, lapse, today=today)


def _lapses(channel: Channel, today: datetime.date, rules: Rules) -> bool:
    """Its life span is over as well, which speaks first."""
    day = lapses_on(channel, rules)
    return day is not None and today >= day


def _unmet(today: datetime.date, rules: Rules) -> models.QuerySet[Obligation]:
    late = Q(pk=None)
    for name in CAUSES:
        patience = KINDS[name].patience
        if patience is not None:
            days = datetime.timedelta(days=patience(rules))
            late |= Q(kind=name, due_on__lt=today - days)
    late &= ~Q(kind="access_confirmation", stage__in=KINDS["access_confirmation"].parts)
    return Obligation.objects.filter(
        late,
        Q(channel__confirmed_on=None) | Q(channel__confirmed_on__lte=today - TOLD_FOR),
        discharged_on=None,
        opened_on__lte=today - TOLD_FOR,
        channel__state=Channel.State.LIVE,
    ).order_by("due_on", "pk")

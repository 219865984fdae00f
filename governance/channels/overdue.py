"""What comes of an obligation that nobody met: its channel is taken off the list of the official.

Everybody on its ladder was told before, for a month at least: also where it was long overdue when
it was first written down, as after an import or an upgrade. What somebody said is right has a month
of its own.
"""

from __future__ import annotations

import contextlib
import datetime

from django.db import models
from django.db.models import Q

from governance.channels import confirming
from governance.channels.guards import lapses_on
from governance.models import Channel, Obligation, Rules
from governance.models.channel import LapseCause
from governance.obligations.climbing import People, joined
from governance.obligations.kinds import KINDS
from ledger.actors import CLOCK
from ledger.refusals import NotDoneError

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
    taken, rules, people = 0, Rules.current(), People(today)
    for row in joined(_unmet(today, rules)):
        channel = row.channel
        if channel is None or _lapses(channel, today, rules) or people.yet_to_hear(row):
            continue
        # Another sweeper or another row may have been quicker, or it is not so any more.
        with contextlib.suppress(NotDoneError):
            cause = CAUSES[row.kind]
            confirming.unconfirmed(channel, by=CLOCK, today=today, cause=cause)
            taken += 1
    return taken


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

"""The clock's part: what is owed climbs its ladder, and each rung reaches people who are here."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.db import models

from governance import hours
from governance.models import ListVersion, Obligation, Reach
from governance.obligations.digests import Digest
from governance.obligations.kinds import KINDS
from governance.who import recipients
from ledger import reminders
from ledger.acts import one_transaction
from people.models import User
from people.roles import Role

BATCH = 500
UPWARDS = [Reach.LEAD, Reach.ADMINISTRATORS, Reach.MANAGER, Reach.OFFICERS]
UPWARDS += [Reach.HEAD, Reach.EXECUTIVES]
INSTEAD = {
    Reach.PERSON: [Reach.OFFICERS, Reach.HEAD, Reach.EXECUTIVES],
    Reach.HEAD: [Reach.OFFICERS, Reach.EXECUTIVES],
    Reach.EXECUTIVES: [Reach.HEAD, Reach.OFFICERS],
}
OF_A_DECISION = [Reach.EXECUTIVES, Reach.OFFICERS]  # instead of the head
JOINED = ("channel__platform", "channel__lead", "team__manager", "person")


@dataclass(frozen=True)
class People:
    """Whom rungs reach: the first of lead, administrators, manager, officers, head who is here."""

    today: datetime.date

    @cached_property
    def officers(self) -> list[User]:
        return list(recipients.officers())

    @cached_property
    def heads(self) -> list[User]:
        return list(recipients.heads())

    @cached_property
    def executives(self) -> list[User]:
        return list(User.objects.holding(Role.EXECUTIVE))

    def owed_by(self, row: Obligation) -> list[User]:
        """Its owner, and whom its rung has reached since."""
        both = [*self.reached(row, row.owner), *self.reached(row)]
        return list({user.pk: user for user in both}.values())

    def reached(self, row: Obligation, reaches: str = "") -> list[User]:
        reach = Reach(reaches or row.reaches)
        if found := self._of(reach, row):
            return found
        instead = _instead(reach, row)
        return next((found for each in instead if (found := self._of(each, row))), [])

    def _of(self, reach: Reach, row: Obligation) -> list[User]:
        match reach:
            case Reach.PERSON:
                found = [row.person]
            case Reach.LEAD:
                found = [row.channel.lead] if row.channel else []
            case Reach.ADMINISTRATORS:
                found = [*row.channel.administrators.all()] if row.channel else []
            case Reach.MANAGER:
                found = [row.team.manager] if row.team else []
            case Reach.OFFICERS:
                found = [*self.officers]
            case Reach.EXECUTIVES:
                found = [*self.executives]
            case Reach.HEAD:
                found = [*self.heads]
        return [user for user in found if user is not None and user.is_active]


def _instead(reach: Reach, row: Obligation) -> list[Reach]:
    """Whom it reaches where there is nobody, in this order: somebody who can lead it on."""
    if reach == Reach.HEAD and row.kind == "decision":
        return OF_A_DECISION
    return INSTEAD.get(reach) or UPWARDS[UPWARDS.index(reach) + 1 :]


def joined(rows: models.QuerySet[Obligation]) -> models.QuerySet[Obligation]:
    """With everything that saying them and reaching people asks for, in few queries."""
    return rows.select_related(*JOINED).prefetch_related("channel__administrators")


def climb(*, today: datetime.date, now: datetime.datetime) -> int:
    """The clock's act: say again what is to be said again, on working days. Says to how many.

    Everybody hears once a day at most, of everything that is theirs: nothing that is opened or
    moved on a day is said before the next. Of rungs that were missed the last one is said.
    """
    if not hours.is_working_day(today):
        return 0
    with one_transaction():
        # One sweeper at a time: two that shared the rows would halve what people are told.
        ListVersion.objects.select_for_update().get(pk=1)
        locked = Obligation.objects.select_for_update(of=("self",))
        rows = list(joined(locked.filter(discharged_on=None, next_on__lte=today)))
        digests = _digests(rows, today)
        Obligation.objects.bulk_update(rows, ["rung", "reaches", "next_on"], BATCH)
        return reminders.owe((each.reminder(today) for each in digests), at=now)


def _digests(rows: Iterable[Obligation], today: datetime.date) -> list[Digest]:
    people, found = People(today), dict[uuid.UUID, Digest]()
    for row in rows:
        kind = KINDS.get(row.kind)
        if kind is None:
            row.next_on = None
            continue
        steps = kind.ladder(row.stage)
        row.rung = max(row.rung, steps.at(row.due_on, today))
        row.reaches = steps.reached(row.rung).reaches
        row.next_on = steps.next_on(row.due_on, row.rung)
        for user in people.reached(row):
            found.setdefault(user.pk, Digest(user)).add(kind, row, today)
    return list(found.values())

"""The clock's part: what is owed climbs its ladder, and each rung reaches people who are here."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property

from django.db import models
from django.utils import timezone

from governance import hours
from governance.models import Consultation, ListVersion, Obligation, Plan, Reach, Rules
from governance.obligations import digests, week
from governance.obligations.digests import Digest
from governance.obligations.kinds import KINDS, TALK
from governance.who import deciders, recipients
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
ELIGIBLE = {Reach.OFFICERS: deciders.may_take_up, Reach.EXECUTIVES: deciders.may_sign_off}
OF_A_DECISION = [Reach.EXECUTIVES, Reach.OFFICERS]  # instead of the head
OF_A_TALK = [Reach.OFFICERS]  # which no executive can hold
JOINED = ("channel__platform", "channel__lead", "team__manager", "person")


@dataclass(frozen=True)
class People:
    """Whom rungs reach: the first of lead, administrators, manager, officers, head who is here."""

    today: datetime.date

    @cached_property
    def rules(self) -> Rules:
        return Rules.current()

    @cached_property
    def officers(self) -> list[User]:
        return list(recipients.officers())

    @cached_property
    def heads(self) -> list[User]:
        return list(recipients.heads())

    @cached_property
    def plans(self) -> dict[uuid.UUID, Plan]:
        """What waits for a decision, or for a talk."""
        waits = models.Q(state__in=Plan.TO_DECIDE) | models.Q(
            pk__in=Consultation.objects.filter(recorded_at=None).order_by().values("plan")
        )
        found = Plan.objects.filter(waits).select_related("team")
        return {plan.pk: plan for plan in found}

    @cached_property
    def executives(self) -> list[User]:
        return list(User.objects.holding(Role.EXECUTIVE))

    def owed_by(self, row: Obligation) -> list[User]:
        """Its owner, and whom its rung has reached since."""
        both = [*self.reached(row, row.owner), *self.reached(row)]
        return list({user.pk: user for user in both}.values())

    def yet_to_hear(self, row: Obligation) -> bool:
        """A rung that comes before its consequence was never said, and somebody is here to hear
        it: nothing comes of it before. Where nobody at all is here, what nobody does has its
        consequence all the same."""
        kind = KINDS[row.kind]
        steps, patience = kind.ladder(row.stage), kind.patience_at(row.stage)
        days = datetime.timedelta(days=patience(self.rules) if patience else 0)
        before = max(1, min(steps.at(row.due_on, row.due_on + days), len(steps.rungs)))
        return row.rung < before and bool(self.reached(row, steps.reached(before).reaches))

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
        here = [user for user in found if user is not None and user.is_active]
        return self._deciding(reach, row, here) if row.kind == "decision" else here

    def _deciding(self, reach: Reach, row: Obligation, found: list[User]) -> list[User]:
        """Of those with a role those who can decide this plan, or hold the talk about it; where
        none of them can, all: but a talk about the head's own plan stays with the others."""
        plan = self.plans.get(row.subject_id)
        rule = deciders.may_consult if row.stage == TALK else ELIGIBLE.get(reach)
        if plan is None or rule is None:
            return found
        able = [user for user in found if rule(plan, user)]
        return able or ([] if reach == Reach.HEAD else found)


def _instead(reach: Reach, row: Obligation) -> list[Reach]:
    """Whom it reaches where there is nobody, in this order: somebody who can lead it on."""
    if reach == Reach.HEAD and row.kind == "decision":
        return OF_A_TALK if row.stage == TALK else OF_A_DECISION
    if reach == Reach.PERSON and _has_a_lead(row):
        return UPWARDS
    return INSTEAD.get(reach) or UPWARDS[UPWARDS.index(reach) + 1 :]


def _has_a_lead(row: Obligation) -> bool:
    """Whether its ladder leads from its person to the channel's lead."""
    kind = KINDS.get(row.kind)
    rungs = kind.ladder(row.stage).rungs if kind else ()
    return any(rung.reaches == Reach.LEAD for rung in rungs)


def joined(rows: models.QuerySet[Obligation]) -> models.QuerySet[Obligation]:
    """With everything that saying them and reaching people asks for, in few queries."""
    return rows.select_related(*JOINED).prefetch_related("channel__administrators")


def climb(*, today: datetime.date, now: datetime.datetime) -> int:
    """The clock's act: say again what is to be said again, on working days. Says to how many.

    Everybody hears once a day at most, of everything that is theirs: nothing that is opened or
    moved on a day is said before the next. Of rungs that were missed the last one is said. A row
    moves only when it is said to somebody: what can wait, and reaches only people who hear once a
    week, stays as it is until their day; and where nobody is here at all, whoever comes first is
    told on their first day.
    """
    if not hours.is_working_day(today):
        return 0
    with one_transaction():
        # One sweeper at a time: two that shared the rows would halve what people are told.
        ListVersion.objects.select_for_update().get(pk=1)
        unheard = digests.unheard(today, now)
        # Locked in the order in which acts lock them, and said in that of their days.
        locked = Obligation.objects.select_for_update(no_key=True, of=("self",)).order_by("pk")
        due = models.Q(next_on__lte=today) | models.Q(pk__in=unheard)
        found = joined(locked.filter(due, discharged_on=None))
        rows = sorted(found, key=lambda row: (row.due_on, row.pk))
        said = Saying(today, unheard).all(rows)
        Obligation.objects.bulk_update(rows, ["rung", "reaches", "next_on"], BATCH)
        later = datetime.datetime.combine(week.next_begins(today), hours.opening())
        return sum(
            reminders.owe((each.reminder(today) for each in found), at=at)
            for found, at in ((said.today, now), (said.in_a_week, timezone.make_aware(later)))
        )


@dataclass
class Said:
    """What is said today, and to those who hear once a week of what others hear today."""

    today: list[Digest]
    in_a_week: list[Digest]


@dataclass(frozen=True)
class Saying:
    """One run: whom the rows reach now, and which of them wait for somebody's day of the week."""

    today: datetime.date
    unheard: Collection[str]

    def all(self, rows: Iterable[Obligation]) -> Said:
        news = [each for row in rows if (each := self._new(row))]
        rhythm = week.Rhythm(self.today, Rules.current(), news)
        now, later = dict[uuid.UUID, Digest](), dict[uuid.UUID, Digest]()
        for new in news:
            if not new.people:
                new.row.next_on = self.today + datetime.timedelta(days=1)
                continue
            waiting = rhythm.waiting(new)
            if len(waiting) == len(new.people):
                new.row.next_on = week.next_begins(self.today)
                continue
            new.row.rung, new.row.reaches = new.rung, new.reaches
            new.row.next_on = new.ladder.next_on(new.row.due_on, new.rung)
            for user in new.people:
                found = later if user in waiting else now
                to = found.setdefault(user.pk, Digest(user, later=found is later))
                to.add(new.kind, new.row, self.today, alone=len(new.people) == 1)
        return Said([*now.values()], [*later.values()])

    @cached_property
    def people(self) -> People:
        return People(self.today)

    def _new(self, row: Obligation) -> week.New | None:
        kind = KINDS.get(row.kind)
        if kind is None:
            row.next_on = None
            return None
        steps = kind.ladder(row.stage)
        rung = max(row.rung, steps.at(row.due_on, self.today))
        step = steps.reached(rung)
        found = self.people.reached(row, step.reaches)
        if step.as_well:
            found = [*found, *self.people.reached(row, step.as_well)]
        reached = list({user.pk: user for user in found}.values())
        return week.New(kind, row, rung, step.reaches, reached, again=str(row.pk) in self.unheard)

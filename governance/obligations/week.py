"""Who hears once a week, and what of theirs can wait for that day."""

from __future__ import annotations

import datetime
import uuid
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from governance import hours
from governance.models import Obligation, Reach, Rules
from governance.obligations import reading
from governance.obligations.kinds import WEEK, Kind, Ladder
from people.models import HowOften, User

LITTLE = 3  # with fewer than so many things to do somebody hears once a week
A_MONTH = datetime.timedelta(days=31)
A_WEEK = datetime.timedelta(days=WEEK)


def next_begins(today: datetime.date) -> datetime.date:
    """The first working day of next week."""
    return hours.week_begins(today + A_WEEK)


@dataclass(frozen=True)
class New:
    """A row that is to be said: its next rung, and who is here and is reached by it.

    It is said `again` where whoever was told left before they read it.
    """

    kind: Kind
    row: Obligation
    rung: int
    reaches: Reach
    people: Sequence[User]
    again: bool = False

    @property
    def ladder(self) -> Ladder:
        return self.kind.ladder(self.row.stage)

    def stays_on_its_rung(self, until: datetime.date) -> bool:
        """Nobody further up hears of it before those whom this rung reaches."""
        return max(self.row.rung, self.ladder.at(self.row.due_on, until)) == self.rung

    def is_said_in_time(self, until: datetime.date) -> bool:
        """Whoever was told of it hears of it again within 31 days."""
        said = self.row.rung
        before = self.ladder.next_on(self.row.due_on, said - 1) if said else None
        return before is None or until <= before + A_MONTH

    def has_time(self, today: datetime.date, until: datetime.date, rules: Rules) -> bool:
        """What comes of it comes a week later than this day at the earliest, or came already and
        does not wait for this to be said."""
        patience = self.kind.patience_at(self.row.stage)
        if patience is None:
            return True
        comes = self.row.due_on + datetime.timedelta(days=patience(rules))
        before = min(self.ladder.at(self.row.due_on, comes), len(self.ladder.rungs))
        came = comes < today and self.row.rung >= before
        return came or until + A_WEEK <= comes


@dataclass
class Rhythm:
    """One run: what it is about to say says with what was said before how much somebody owes."""

    today: datetime.date
    rules: Rules
    news: Iterable[New]
    _weekly: dict[uuid.UUID, bool] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._coming: Counter[uuid.UUID] = Counter()
        self._late: set[uuid.UUID] = set()
        for new in self.news:
            for user in new.people:
                self._coming[user.pk] += 1
                if self._is_late(new.row.due_on):
                    self._late.add(user.pk)

    def waiting(self, new: New) -> list[User]:
        """Those whom it reaches, and who hear of it on the first working day of next week."""
        if not self._can_wait(new):
            return []
        return [user for user in new.people if self.is_weekly(user)]

    def _can_wait(self, new: New) -> bool:
        """What came up by this week's day and was not said then is said now."""
        missed = new.row.next_on is not None and new.row.next_on <= hours.week_begins(self.today)
        day = next_begins(self.today)
        return (
            not new.kind.urgent
            and not new.again
            and not missed
            and self.today != hours.week_begins(self.today)
            and new.stays_on_its_rung(day)
            and new.is_said_in_time(day)
            and new.has_time(self.today, day, self.rules)
        )

    def is_weekly(self, user: User) -> bool:
        if user.pk not in self._weekly:
            as_it_comes = user.digest == HowOften.AS_IT_COMES
            little = as_it_comes and self._owes_little(user)
            self._weekly[user.pk] = user.digest == HowOften.WEEKLY or little
        return self._weekly[user.pk]

    def _owes_little(self, user: User) -> bool:
        """Few things have reached them, and none of these is late by more than a week."""
        if user.pk in self._late:
            return False
        said = Obligation.objects.filter(reading.reaching(user), discharged_on=None, rung__gt=0)
        before = said.exclude(next_on__lte=self.today).order_by("due_on")
        days = list(before.values_list("due_on", flat=True)[:LITTLE])
        if days and self._is_late(days[0]):
            return False
        return len(days) + self._coming[user.pk] < LITTLE

    def _is_late(self, due_on: datetime.date) -> bool:
        return due_on < self.today - A_WEEK

"""The days of the simulation: a sweep each day, and people who do half of what they are asked.

Seeded, so that it is the same each time. The tests run a small one; `script/bench --years` a large.
"""

from __future__ import annotations

import datetime
import random
import time
import uuid
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from types import SimpleNamespace
from unittest.mock import patch

import time_machine

from governance import leaving, sweep
from governance.hours import is_working_day
from governance.models import Channel, Obligation
from governance.obligations.climbing import joined
from ledger.actors import OPERATOR
from ledger.refusals import NotDoneError
from people.models import User
from tests.engines import clock_of_the_test
from tests.years.doing import Doing, come_back
from tests.years.keys import Keys
from tests.years.looking import Look, Seen
from tests.years.organisation import Organisation
from tests.years.post import Post

DAY = datetime.timedelta(days=1)
DONE = 0.5  # of what is asked
LEAVE = 0.2  # of the staff and the office, each year
WEEKS = 52
NIGHT = 1 / 14  # of an opening: one each fortnight
MOST_A_DAY = 15  # acts that one person takes on one working day
CAME_BACK = 0.5  # of the lapsed channels that somebody looks at, each month
SEED = 20261125
Say = Callable[[Seen], object]


@dataclass
class Simulation:
    """`seconds` are the sweep's by day, of the processor: other programs do not count."""

    channels: int
    teams: int
    first: datetime.date
    say: Say = lambda seen: None
    night: float = NIGHT
    leave: float = LEAVE
    swept: Callable[[datetime.date], bool] = lambda day: True
    chance: random.Random = field(default_factory=lambda: random.Random(SEED))  # noqa: S311
    seconds: dict[datetime.date, float] = field(default_factory=dict)
    done: Counter[datetime.date] = field(default_factory=Counter)
    said: Counter[datetime.date] = field(default_factory=Counter)
    to_do: dict[uuid.UUID, deque[uuid.UUID]] = field(default_factory=lambda: defaultdict(deque))
    left: int = 0
    refused: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.organisation = Organisation(self.first)
        self.post = Post()
        self.keys = Keys(self.chance)
        self.doing = Doing(self.keys)
        self.look = Look(self)

    def run(self, months: int) -> list[Seen]:
        """What was seen at the end of each month."""
        with _ids(), clock_of_the_test():
            with _at(self.first):
                self._begin()
            day, month = self.first, 0
            while month < months:
                with _at(day):
                    self._day(day)
                    if (day + DAY).day == 1:
                        month += 1
                        self.say(self.look.at(day, month))
                day += DAY
        return self.look.seen

    def _begin(self) -> None:
        self.organisation.begin(self.teams)
        self.organisation.publish_policy(self.first)
        self.organisation.bring_in(self.channels, self.first)

    def _day(self, day: datetime.date) -> None:
        if self.chance.random() < self.night:
            self._try("opening", lambda: self.keys.night(day))
        if self.swept(day):
            self._sweep(day)
        if is_working_day(day):
            self._people_act(day)
        if day.weekday() == 0:
            self._somebody_leaves(day)
        if day.day == 1:
            self._lapsed_come_back(day)
        if (day.month, day.day) == (self.first.month, self.first.day) and day != self.first:
            self.organisation.publish_policy(day)

    def _sweep(self, day: datetime.date) -> None:
        self.post.before(day)
        now = datetime.datetime.combine(day, datetime.time(10), datetime.UTC)
        began = time.process_time()
        outcomes = list(sweep.run(day, now))
        self.seconds[day] = time.process_time() - began
        self.done[day] = sum(outcome.done or 0 for outcome in outcomes)
        failed = [outcome for outcome in outcomes if outcome.done is None]
        if failed:
            raise RuntimeError(f"{day}: {', '.join(map(str, failed))}")
        told = self.post.after(day, self.first)
        self.said[day] = len(told.said)
        for row, people in told.said:
            if people and self.chance.random() < DONE:
                self.to_do[self.chance.choice(sorted(people))].append(row.pk)

    def _people_act(self, day: datetime.date) -> None:
        """Everybody takes up to so many of the lines that they mean to do, oldest first."""
        for person_id in sorted(key for key, lines in self.to_do.items() if lines):
            lines = self.to_do[person_id]
            for _ in range(min(MOST_A_DAY, len(lines))):
                self._do(person_id, lines.popleft(), day)

    def _do(self, person_id: uuid.UUID, pk: uuid.UUID, day: datetime.date) -> None:
        row = joined(Obligation.objects.filter(pk=pk, discharged_on=None)).first()
        person = User.objects.filter(pk=person_id, is_active=True).first()
        if row is not None and person is not None:
            self._try(row.kind, lambda: self.doing.do(row, person, day))

    def _try(self, name: str, do: Callable[[], object]) -> None:
        try:
            do()
        except NotDoneError as error:  # somebody else may, or something else comes first
            self.refused[f"{name}: {error}"[:160]] += 1

    def _somebody_leaves(self, day: datetime.date) -> None:
        for person in self.organisation.may_leave():
            if self.chance.random() < self.leave / WEEKS:
                leaving.leave(person, by=OPERATOR, today=day)
                self.organisation.replace(person)
                self.left += 1

    def _lapsed_come_back(self, day: datetime.date) -> None:
        """Its people say that it is right after all, or else an officer does."""
        lapsed = Channel.objects.filter(state=Channel.State.LAPSED).select_related("lead")
        for channel in lapsed.order_by("pk"):
            if self.chance.random() < CAME_BACK:
                who = channel.lead or self.doing.an_officer()
                self._try("come back", partial(come_back, self.doing, channel, who, day))


@contextmanager
def _ids() -> Iterator[None]:
    """Ids are seeded as well: by them ends and reviews are spread over the months."""
    chance = random.Random(SEED)  # noqa: S311
    with patch.object(uuid, "os", SimpleNamespace(urandom=chance.randbytes)):
        yield


def _at(day: datetime.date) -> time_machine.travel:
    at = datetime.datetime.combine(day, datetime.time(10), datetime.UTC)
    return time_machine.travel(at, tick=True)

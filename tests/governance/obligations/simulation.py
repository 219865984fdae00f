"""A register over months: people leave, and half of what is asked of them they never do.

Seeded, so that it is the same each time. The tests run a small one for a year.
"""

from __future__ import annotations

import datetime
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from governance import leaving
from governance.access import acts as access
from governance.access.owed import STALE
from governance.access.standing import standing_among, with_holders
from governance.channels import causes, confirming, people
from governance.channels.overdue import TOLD_FOR
from governance.hours import is_working_day
from governance.models import Channel, Obligation, Review
from governance.obligations import checking
from governance.obligations.climbing import People, joined
from governance.policy import acts as policies
from governance.policy import reading
from governance.register import importing
from governance.register.sheets import Line, Sheet
from governance.reviews import acts as reviews
from ledger.actors import OPERATOR
from ledger.models import Notice
from ledger.refusals import NotDoneError
from people.models import Membership, Team, User
from tests import cast as given
from tests.cast import Cast
from tests.governance.reviews.conftest import ANSWERS
from tests.governance.reviews.days import run_sweep

DAY = datetime.timedelta(days=1)
DONE = 0.5
SWEPT = (0, 2, 4)
LEAVE_EACH_WEEK = 0.2 / 52
Do = Callable[["Simulation", Obligation, User, datetime.date], None]


@dataclass
class Simulation:
    """`faults` are sentences: whatever they name should not happen."""

    cast: Cast
    channels: int
    teams: int
    first: datetime.date
    chance: random.Random = field(default_factory=lambda: random.Random(20261125))  # noqa: S311
    faults: list[str] = field(default_factory=list)
    official: list[int] = field(default_factory=list)
    worst_week: int = 0

    def run(self, days: int) -> None:
        self._begin()
        for number in range(days):
            day = self.first + number * DAY
            if day.weekday() in SWEPT and is_working_day(day):
                run_sweep(day)
                self._people_act(day)
            if day.weekday() == 0:
                self._somebody_leaves(day)
            if day.day == 1:
                self._look(day)

    def _begin(self) -> None:
        given.policy(self.cast, self.first)
        self.version = reading.current(self.first)
        for number in range(self.teams):
            team = Team.objects.create(slug=f"team-{number}", name=f"Team {number}")
            team.manager = self._person(f"manager{number}", team)
            team.save()
            for place in range(4):
                self._person(f"person{number}.{place}", team)
        header = ["name", "platform", "handle", "team", "lead_email"]
        lines = [
            Line(
                number + 2,
                [
                    f"Channel {number}",
                    "LinkedIn",
                    f"channel{number}",
                    f"Team {number % self.teams}",
                    f"person{number % self.teams}.0@riverside.invalid",
                ],
            )
            for number in range(self.channels)
        ]
        importing.run(Sheet(header, iter(lines)), by=OPERATOR, today=self.first)

    def _person(self, name: str, team: Team) -> User:
        user = given.person(name, team)
        assert self.version is not None
        policies.acknowledge(self.version, by=user, today=self.first)
        return user

    def _people_act(self, day: datetime.date) -> None:
        """Each line of a mail that came today is done, or not."""
        told = Notice.objects.filter(kind="digest", once__startswith=f"digest:{day}:")
        mailed = set(told.values_list("to_id", flat=True))
        if not mailed:
            return
        who, theirs = People(day), []
        said = Obligation.objects.filter(discharged_on=None, since__lte=day, rung__gt=0)
        for row in joined(said.order_by("due_on", "about")):
            theirs += [(row, person) for person in who.owed_by(row) if person.pk in mailed]
        for row, person in theirs:
            do = ACTS.get(row.kind)
            if do is not None and self.chance.random() < DONE:
                self._try(do, row, person, day)

    def _try(self, do: Do, row: Obligation, person: User, day: datetime.date) -> None:
        try:
            do(self, row, person, day)
        except NotDoneError:
            return  # somebody else may, or something else comes first

    def _somebody_leaves(self, day: datetime.date) -> None:
        staff = User.objects.filter(is_active=True, email__startswith="person")
        for person in staff.order_by("email"):
            if self.chance.random() < LEAVE_EACH_WEEK:
                leaving.leave(person, by=OPERATOR, today=day)
                team = Membership.objects.filter(user=person).select_related("team")[0].team
                self._person(f"new{day:%y%m%d}.{person.email.partition('@')[0]}", team)

    def _look(self, day: datetime.date) -> None:
        """What must never be so, on the first day of each month."""
        self.faults += checking.differences(day)
        live = list(Channel.objects.filter(state=Channel.State.LIVE).select_related("platform"))
        self.official.append(len(live))
        who = People(day)
        reached = set()
        for row in joined(Obligation.objects.filter(discharged_on=None)):
            if row.channel_id and who.reached(row):
                reached.add(row.channel_id)
        for channel in live:
            if day > causes.unconfirmed_from(channel) + TOLD_FOR + 7 * DAY:
                self.faults.append(f"{day}: {channel} is official, and nobody said so lately")
            if channel.pk not in reached:
                self.faults.append(f"{day}: nobody who is here is told of {channel}")
        listed = with_holders(live)
        for channel in live:
            owed = Obligation.objects.filter(channel=channel, kind="access", discharged_on=None)
            found = standing_among(channel, listed)
            held = found is not None and found.held
            if not owed.filter(stage=STALE if held else "").exists():
                self.faults.append(f"{day}: nobody holds {channel}, and nothing says so")
        weeks = Counter(
            (each.to_id, (each.owed_at.date() - self.first).days // 7)
            for each in Notice.objects.filter(kind="digest").only("to_id", "owed_at")
        )
        self.worst_week = max(weeks.values(), default=0)


def _confirm(all_: Simulation, row: Obligation, person: User, day: datetime.date) -> None:
    assert row.channel is not None
    confirming.confirm(row.channel, by=person, today=day)


def _review(all_: Simulation, row: Obligation, person: User, day: datetime.date) -> None:
    review = Review.objects.get(pk=row.subject_id)
    if review.state == Review.State.OPEN:
        reviews.answer(review, by=person, today=day, **ANSWERS)
    else:
        reviews.close(review, by=person, today=day, outcome="fine", remarks="As owed.")


def _name(all_: Simulation, row: Obligation, person: User, day: datetime.date) -> None:
    """Two of the team who are here."""
    team = User.objects.filter(
        is_active=True, memberships__team=row.team, memberships__ended_on=None
    )
    two = list(team.order_by("-date_joined", "email")[:2])
    if row.channel is not None and len(two) == 2:
        named = {"lead": two[0].pk, "administrators": [user.pk for user in two]}
        people.name_people(row.channel, by=person, today=day, **named)


def _access(all_: Simulation, row: Obligation, person: User, day: datetime.date) -> None:
    """Two officers have full control, and say so."""
    assert row.channel is not None
    for officer in (all_.cast.officer, all_.cast.officer2):
        line = row.channel.holders.filter(user=officer, removed_on=None).first()
        if line is None:
            wanted = {"kind": "person", "level": "full", "email": officer.email}
            line = access.add(row.channel, by=person, today=day, **wanted)
        access.confirm(line, by=person, today=day)


ACTS: dict[str, Do] = {
    "access": _access,
    "access_confirmation": _confirm,
    "review": _review,
    "lead": _name,
    "administrators": _name,
}

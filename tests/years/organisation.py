"""Who is there: an office, teams with their managers and staff; and what one file brings in."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from governance.models import PolicyVersion
from governance.policy import acts as policies
from governance.register import importing
from governance.register.files.sheets import Line, Sheet
from governance.register.judging import Result
from ledger.actors import OPERATOR
from people.models import Membership, Team, User
from people.roles import Role
from tests.cast import appoint

STAFF = 4  # of each team, besides its manager
OFFICE = {Role.OFFICER: 3, Role.HEAD: 1, Role.EXECUTIVE: 1, Role.ON_CALL: 3, Role.STEWARD: 1}
STAYING = (Role.HEAD, Role.EXECUTIVE, Role.STEWARD)
PLATFORMS = ("LinkedIn", "Instagram", "Facebook", "YouTube", "X", "LinkedIn", "Facebook")
MAILBOX = "social@years.invalid"


@dataclass
class Organisation:
    """`offices` says whose place somebody has, so that a leaver's is filled again."""

    first: datetime.date
    teams: list[Team] = field(default_factory=list)
    communications: Team = field(default_factory=Team)
    offices: dict[str, Role] = field(default_factory=dict)
    joined: int = 0

    def begin(self, teams: int) -> None:
        from governance.models import Mailbox

        Mailbox.objects.get_or_create(address=MAILBOX)
        self.communications = Team.objects.create(
            slug="years-communications", name="Press", kind=Team.Kind.COMMUNICATIONS
        )
        for role, number in OFFICE.items():
            for _ in range(number):
                self.take_office(role)
        for number in range(teams):
            team = Team.objects.create(slug=f"years-{number}", name=f"Team {number}")
            self.teams.append(team)
            self.take_lead_of(team)
            for place in range(STAFF):
                self.join(team, email=first_address(number, place))

    def join(self, team: Team, email: str = "", *, leads: bool = False) -> User:
        self.joined += 1
        name = f"Person {self.joined}"
        user = User(email=email or f"person{self.joined}@years.invalid", name=name)
        user.set_unusable_password()
        user.save()
        Membership.objects.create(team=team, user=user, is_lead=leads)
        return user

    def take_office(self, role: Role) -> User:
        user = self.join(self.communications)
        appoint(user, role)
        self.offices[str(user.pk)] = role
        return user

    def take_lead_of(self, team: Team) -> User:
        team.manager = self.join(team, leads=True)
        team.save()
        return team.manager

    def replace(self, gone: User) -> None:
        """Somebody new has the place of whoever left."""
        if role := self.offices.get(str(gone.pk)):
            self.take_office(role)
            return
        for team in Team.objects.filter(manager=gone):
            self.take_lead_of(team)
            return
        theirs = Membership.objects.filter(user=gone).select_related("team")
        self.join(theirs[0].team)

    def may_leave(self) -> list[User]:
        here = User.objects.filter(is_active=True, email__endswith="@years.invalid")
        staying = [pk for pk, role in self.offices.items() if role in STAYING]
        return list(here.exclude(pk__in=staying).order_by("email"))

    def publish_policy(self, day: datetime.date) -> None:
        officer = User.objects.holding(Role.OFFICER)[0]
        number = str(PolicyVersion.objects.count() + 1)
        version = PolicyVersion(
            number=number, title="Policy", changes="New.", text="…", published_on=day
        )
        policies.publish(version, by=officer, today=day)

    def bring_in(self, channels: int, day: datetime.date) -> None:
        """One file; each channel has a lead, and nothing else is known of it."""
        header = ["name", "platform", "handle", "team", "lead_email"]
        lines = (Line(number + 2, self._row(number, len(self.teams))) for number in range(channels))
        report = importing.run(Sheet(header, iter(lines)), by=OPERATOR, today=day)
        added = report.count(Result.ADDED)
        if added != channels:
            raise RuntimeError(f"Only {added} channels came in: {report.rows[:3]}")

    def _row(self, number: int, teams: int) -> list[str]:
        team, place = number % teams, number // teams % STAFF
        platform = PLATFORMS[number % len(PLATFORMS)]
        lead = first_address(team, place)
        return [f"Channel {number}", platform, f"channel{number}", f"Team {team}", lead]


def first_address(team: int, place: int) -> str:
    return f"first{team}.{place}@years.invalid"

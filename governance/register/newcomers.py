"""Teams and people whom a file names and nobody knows yet."""

import datetime

from django.utils.text import slugify

from governance.register.bringing import add_person, make_team
from governance.register.known import Known, plain
from ledger.actors import Actor
from people.models import Membership, Team, User

LONGEST_SLUG = 80


class Newcomers:
    """Finds them, or makes them in the caller's transaction, with an entry each."""

    def __init__(self, known: Known, *, by: Actor, today: datetime.date) -> None:
        self.known, self.by, self.today = known, by, today
        self._made: dict[str, Team] = {}

    def team(self, name: str) -> Team:
        found = self.known.teams(name) or [
            team for key, team in self._made.items() if key == plain(name)
        ]
        if found:
            return found[0]
        team = Team(slug=_free_slug(name), name=name)
        make_team(team, by=self.by, today=self.today)
        self._made[plain(name)] = team
        return team

    def lead(self, email: str, team: Team) -> User:
        """Somebody unknown becomes a person who cannot sign in yet. A lead is of the team."""
        user = self.known.person(email) or self._person(email)
        if (team.pk, user.pk) not in self.known.members:
            self.known.members.add((team.pk, user.pk))
            alone = plain(team.name) in self._made and not team.memberships.exists()
            Membership.objects.create(team=team, user=user, is_lead=alone)
        return user

    def _person(self, email: str) -> User:
        user = User(email=User.objects.normalize_email(email), name=email)
        user.set_unusable_password()
        add_person(user, by=self.by, today=self.today)
        self.known.people[email.lower()] = user
        return user


def _free_slug(name: str) -> str:
    wanted = slugify(name)[: LONGEST_SLUG - 5].strip("-") or "team"
    slug, number = wanted, 2
    while Team.objects.filter(slug=slug).exists():
        slug, number = f"{wanted}-{number}", number + 1
    return slug

"""What a steward ends in the admin, a sign-in or a membership, ends what came with it."""

from __future__ import annotations

from django.db import models

from governance import leaving
from governance.leaving import What
from governance.leaving.acts import end_sign_in
from ledger.acts import Act, follows
from people.admin.acts import change_team, change_user
from people.models import Team, User


def _rows(user: User) -> list[models.Model]:
    return leaving.rows(user)


@follows(change_user, locks=_rows)
def of_a_person(user: User, act: Act) -> None:
    """May no longer sign in, or is no longer in a team."""
    if "is_active" in act.facts.get("fields", ()) and not user.is_active:
        end_sign_in(user, act)
        leaving.ends(user, What.SIGN_IN, by=act.by, today=act.today)
    _teams_left(act)


@follows(change_team)
def of_a_team(team: Team, act: Act) -> None:
    """Some of its members are no longer in it."""
    _teams_left(act)


def _teams_left(act: Act) -> None:
    for ended in act.facts.get("memberships_ended", ()):
        user, team = User.objects.get(pk=ended["user"]), Team.objects.get(pk=ended["team"])
        leaving.ends(user, What.TEAM, team=team, by=act.by, today=act.today)

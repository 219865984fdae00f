"""What is owed by somebody, what others owe them, and what comes."""

from __future__ import annotations

import datetime
from typing import Any

from django.db.models import Exists, Q, QuerySet

from governance.models import Channel, Obligation, Plan, Reach
from governance.obligations.circles import Circle
from governance.obligations.kinds import KINDS, TALK
from governance.who import deciders
from people.models import Team, User
from people.roles import Role

BY_ROLE = {
    Reach.OFFICERS: (Role.OFFICER, Role.HEAD),
    Reach.HEAD: (Role.HEAD,),
    Reach.EXECUTIVES: (Role.EXECUTIVE,),
}
OVERSEERS = (Role.OFFICER, Role.HEAD, Role.EXECUTIVE)
OF_CHANNEL_PEOPLE = (Reach.LEAD, Reach.ADMINISTRATORS)


def owed(today: datetime.date) -> QuerySet[Obligation]:
    """Everything that is owed by now."""
    return Obligation.objects.filter(discharged_on=None, since__lte=today)


def reaching(user: User) -> Q:
    """What this person owes, and what has reached them because its owner did nothing."""
    return _by("owner", user) | _by("reaches", user)


def _by(column: str, user: User) -> Q:
    found = Q(**{column: Reach.PERSON}, person=user)
    found |= Q(**{column: Reach.MANAGER}, team__manager=user)
    found |= Q(**{f"{column}__in": OF_CHANNEL_PEOPLE}, channel__in=_channels_of(user))
    found |= _without_a_lead(column) & Q(team__manager=user)
    for reach, wanted in BY_ROLE.items():
        if user.holds(*wanted):
            found |= Q(**{column: reach}) & ~_decided_by_others(reach, user)
    return found | _instead(column, user)


def _without_a_lead(column: str) -> Q:
    """What is for a lead or an administrator, by channels of which no lead is here."""
    there = Channel.objects.filter(lead__is_active=True).order_by().values("pk")
    return Q(**{f"{column}__in": OF_CHANNEL_PEOPLE}) & ~Q(channel__in=there)


def _instead(column: str, user: User) -> Q:
    """What comes to the officers, the head and executives where whoever is meant is not here.

    As `climbing` reaches people, and a little more: who is not told first sees it as well.
    """
    if not user.holds(*OVERSEERS):
        return Q(pk=None)
    managed = Team.objects.filter(manager__is_active=True).order_by().values("pk")
    gone = User.objects.filter(is_active=False).order_by().values("pk")
    found = (Q(**{column: Reach.MANAGER}) | _without_a_lead(column)) & ~Q(team__in=managed)
    found |= Q(**{column: Reach.PERSON}) & (Q(person=None) | Q(person__in=gone))
    for reach in (Reach.HEAD, Reach.EXECUTIVES):
        somebody = Exists(User.objects.holding(*BY_ROLE[reach]).order_by())
        found |= Q(**{column: reach}) & ~Q(somebody)
    return found


def _decided_by_others(reach: Reach, user: User) -> Q:
    """Plans that wait for a role of theirs, and that they are not eligible to decide; talks about
    their own."""
    own = Plan.objects.filter(author=user).order_by().values("pk")
    talks = Q(kind="decision", stage=TALK, subject_id__in=own)
    if reach == Reach.OFFICERS:
        mine = deciders.may_be_taken_up_by(user)
    elif reach == Reach.EXECUTIVES:
        mine = deciders.may_be_signed_off_by(user)
    else:
        return talks
    decided = Q(kind="decision") & ~Q(stage=TALK)
    return talks | decided & ~Q(subject_id__in=Plan.objects.filter(mine).order_by().values("pk"))


def seen(user: User) -> Q:
    """What this person may see: what is or was theirs, and of each kind as its circle says.

    Every page, file, picture and calendar of what is owed asks this.
    """
    wide = [circle for circle in Circle if user.holds(*circle.value.roles)]
    if len(wide) == len(Circle):
        return Q()
    found = reaching(user) | Q(person=user) | Q(kind__in=_kinds_of(*wide))
    for circle in set(Circle) - set(wide):
        found |= Q(kind__in=_kinds_of(circle)) & _around(circle, user)
    return found


def seen_by_programs() -> Q:
    """What a token that reads the register is told, whoever it was given to."""
    return Q(kind__in=_kinds_of(*(circle for circle in Circle if circle.value.programs)))


def _kinds_of(*circles: Circle) -> list[str]:
    return [kind.name for kind in KINDS.values() if kind.circle in circles]


def _around(circle: Circle, user: User) -> Q:
    teams = user.memberships.filter(ended_on=None).values("team_id")
    mine = {
        "lead": Q(channel__in=_channels_where(lead=user)),
        "administrators": Q(channel__in=_channels_where(administrators=user)),
        "manager": Q(team__manager=user),
        "team": Q(team__in=teams),
    }
    found = Q(pk=None)
    for each in circle.value.by:
        found |= mine[each]
    return found


def overseen(user: User) -> Q:
    """What others owe and this person asks them for: of teams they manage; everything."""
    return Q() if user.is_officer else Q(team__manager=user) & seen(user)


def _channels_of(user: User) -> QuerySet[Any]:
    return _channels_where(Q(lead=user) | Q(administrators=user))


def _channels_where(*asked: Q, **facts: User) -> QuerySet[Any]:
    return Channel.objects.filter(*asked, **facts).order_by().values("pk")

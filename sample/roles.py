"""Gives the sample's people their roles, by the acts that anybody's roles are given by."""

from __future__ import annotations

import datetime

from django.utils import timezone

from ledger.actors import OPERATOR, Actor
from people import appointments
from people.models import Appointment, User
from people.roles import Role
from sample.organisation import CAST

# They have held their roles for a while, or nobody on call could open keys at once tonight.
HELD_FOR = datetime.timedelta(days=90)


def restore(people: dict[str, User], *, today: datetime.date) -> None:
    """Everybody has the roles that are theirs and no others, whatever has become of them."""
    began = timezone.now()
    wanted = {(player.key, role) for player in CAST for role in player.roles}
    for key, user in people.items():
        for each in appointments.standing_of(user):
            if (key, each.role) not in wanted:
                appointments.take_away(each, by=OPERATOR, today=today, because=user)
    for role in (Role.STEWARD, Role.HEAD, *Role):
        for key, _ in sorted(each for each in wanted if each[1] == role):
            _appoint(people[key], role, people, today)
    mine = Appointment.objects.filter(person__in=people.values(), since__gte=began)
    mine.update(since=began - HELD_FOR)


def _appoint(user: User, role: Role, people: dict[str, User], today: datetime.date) -> None:
    found = Appointment.objects.standing().filter(person=user, role=role).first()
    steward = _steward(people)
    if found is None and steward is None and role == Role.STEWARD:
        appointments.first_steward(user, by=OPERATOR, today=today)
    elif found is None and steward is not None:
        found = appointments.give(user, by=steward, today=today, role=role)
    if found is not None and found.state == Appointment.State.PROPOSED:
        by: Actor = appointments.who_agree(found).first() or OPERATOR
        appointments.agree(found, by=by, today=today)


def _steward(people: dict[str, User]) -> User | None:
    """The sample's, or somebody else's where theirs is to be made one again."""
    stewards = User.objects.holding(Role.STEWARD)
    return stewards.filter(pk=people["steward"].pk).first() or stewards.first()

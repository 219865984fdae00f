"""Somebody leaves, today or on a day ahead; or stays after all."""

from __future__ import annotations

import datetime

from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.db import models

from governance.access.endings import Ended, What, ends, rows
from governance.leaving import inputs
from ledger.actors import CLOCK, DIRECTORY, OPERATOR, Actor
from ledger.acts import Act, Door, act, clean, follows, opens
from ledger.days import in_words
from ledger.questions import Asked, guard, permission
from ledger.refusals import InvalidError, NotDoneError
from people import appointments
from people.models import Appointment, Duty, Token, User
from people.roles import Role

SAYS = "a steward, the manager of a team that they are in"


@permission(f"{SAYS} or an operator of the machine")
def may_say_who_leaves(user: User, asked: Asked) -> bool:
    by = asked.by
    if by is OPERATOR:
        return True
    return isinstance(by, User) and (by.holds(Role.STEWARD) or manages(by, user))


@permission(
    f"{SAYS}, an operator of the machine, the organisation's directory or, on the day that was "
    "said, the clock"
)
def may_let_go(user: User, asked: Asked) -> bool:
    if asked.by is DIRECTORY:
        return True
    if asked.by is CLOCK:
        return user.ends_on is not None and user.ends_on <= asked.today
    return may_say_who_leaves.allows(user, asked)


def manages(by: User, user: User) -> bool:
    """Of somebody who has left: the teams that they were in until then."""
    until_now = models.Q(ended_on=None) | models.Q(ended_on=user.left_on)
    return user.memberships.filter(until_now, team__manager=by).exists()


@guard("This person has left already.")
def still_here(user: User, asked: Asked) -> bool:
    return user.left_on is None


@guard("Nobody said that this person leaves.")
def about_to_leave(user: User, asked: Asked) -> bool:
    return user.ends_on is not None


def _rows(user: User, asked: Asked) -> list[models.Model]:
    return [*rows(user, What.LEFT), *appointments.standing_of(user)]


@act(
    "person.leave",
    User,
    label="Say that somebody leaves",
    who=may_let_go,
    guards=[still_here],
    locks=_rows,
    silent="What is to be done after it tells the managers and the officers.",
    danger=True,
)
def leave(user: User, act: Act) -> Ended:
    """End everything that the person could do here, and say what is to be done elsewhere."""
    _end_here(user, act)
    found = ends(user, What.LEFT, by=act.by, today=act.today)
    act.facts |= found.counts
    return found


opens(Door("command", "leave"), leave)


@act(
    "person.plan_to_leave",
    User,
    label="Say on which day somebody leaves",
    who=may_say_who_leaves,
    guards=[still_here],
    form=inputs.LeavesOn,
    silent="Nothing ends before the day. Then the managers and the officers are told.",
)
def plan(user: User, act: Act) -> None:
    """The sweep lets them go on that day."""
    day = act.inputs["day"]
    inputs.check(day, act.today)
    if day <= act.today:
        raise InvalidError({"day": ["This day is not ahead: say that they leave now."]})
    user.ends_on = day


@act(
    "person.stay",
    User,
    label="Take back that somebody leaves",
    who=may_say_who_leaves,
    guards=[still_here, about_to_leave],
    silent="Nothing has happened yet.",
)
def stay(user: User, act: Act) -> None:
    user.ends_on = None


def _opened_by_it(appointment: Appointment) -> list[models.Model]:
    return rows(appointment.person, What.ROLE)


@follows(appointments.take_away, locks=_opened_by_it)
def role_lost(appointment: Appointment, act: Act) -> None:
    """Whoever leaves loses everything at once, and not role by role."""
    if act.because is None and act.facts["from"] == Appointment.State.HELD:
        role = Role(appointment.role)
        ends(appointment.person, What.ROLE, role=role, by=act.by, today=act.today)


def says(user: User, day: str, *, by: Actor, today: datetime.date) -> str:
    """Somebody leaves on this day: at once where it is today or past. Says what came of it."""
    on: datetime.date = clean(inputs.LeavesOn, {"day": day})["day"]
    inputs.check(on, today)
    if on > today:
        plan(user, by=by, today=today, day=day)
        return f"{user} leaves on {in_words(on)}. Until then nothing changes."
    return in_a_sentence(user, leave(user, by=by, today=today))


def in_a_sentence(user: User, found: Ended) -> str:
    """What was made due, in numbers; the page of the work says the rest."""
    lines = (found.roles_to_remove, found.tools_to_disconnect, found.devices_to_collect)
    counted = {
        "to remove or collect": sum(map(len, lines)),
        "keys to change": len(found.keys_to_rotate),
        "channels without a lead": len(found.channels_without_lead),
    }
    said = ", ".join(f"{words}: {number}" for words, number in counted.items() if number)
    left = f"Still to do, {said}." if said else "Nothing is left to do."
    return f"{user} has left. {left}"


def leave_due(*, today: datetime.date) -> int:
    """The clock's act: whose day has come goes. Says how many went."""
    gone = 0
    for user in User.objects.filter(left_on=None, ends_on__lte=today):
        try:
            leave(user, by=CLOCK, today=today)
            gone += 1
        except NotDoneError:  # somebody was quicker; what was locked meanwhile waits for a next run
            continue
    return gone


def _end_here(user: User, asked: Asked) -> None:
    """Sign-in and every factor of it, sessions, tokens, duties, roles and memberships.

    Whoever comes back one day begins anew: an old phone would count as a second step of old.
    """
    user.is_active, user.left_on = False, asked.today
    user.is_staff = False
    appointments.take_all_away(user, by=asked.by, today=asked.today)
    user.save()
    user.memberships.filter(ended_on=None).update(ended_on=asked.today)
    Authenticator.objects.filter(user=user).delete()
    user.links.filter(ended_at=None).update(ended_at=asked.at)
    end_sign_in(user, asked)


def end_sign_in(user: User, asked: Asked) -> None:
    """Sessions, tokens and duties."""
    Token.objects.filter(person=user, revoked=False).update(revoked=True)
    Duty.objects.filter(user=user, ends_at__gt=asked.at).update(ends_at=asked.at)
    for session in Session.objects.filter(expire_date__gt=asked.at):
        if session.get_decoded().get("_auth_user_id") == str(user.pk):
            session.delete()

"""Giving roles, agreeing to them and taking them away.

A role that decides or opens is given by one person and agreed to by another: whoever made somebody
an officer alone could have keys opened that night. It works with a second step of sign-in only;
`User.roles` asks for both, and nothing else does.
"""

import datetime
from collections.abc import Iterable

from django import forms
from django.db import models

from ledger.actors import OPERATOR, Actor
from ledger.acts import Act, act
from ledger.days import moment_in_words
from ledger.questions import Asked, guard, permission
from ledger.refusals import RefusedError
from ledger.steps import step
from people.inviting import invite, may_sign_in
from people.models import Appointment, User
from people.permissions import operator, steward
from people.roles import DECIDE, DECIDE_OR_OPEN, Role

WAITS_FOR = datetime.timedelta(hours=24)
State, Basis = Appointment.State, Appointment.Basis


def who_agree(appointment: Appointment) -> models.QuerySet[User]:
    """Everybody who could agree: whoever holds a role that decides, and has not given this one.

    Whoever is on call opens and does not decide: their pool is large, and mostly of other teams.
    To a steward another steward agrees as well.
    """
    also = (Role.STEWARD,) if appointment.role == Role.STEWARD else ()
    found = User.objects.holding(*DECIDE, *also)
    return found.exclude(pk__in=[appointment.given_by_id, appointment.person_id])


def informed(appointment: Appointment, asked: Asked) -> Iterable[User]:
    """The head, the auditors and the person themselves."""
    return [*User.objects.holding(Role.HEAD, Role.AUDITOR), appointment.person]


def its_person(appointment: Appointment, asked: Asked) -> Iterable[models.Model]:
    return [appointment.person]


def both(appointment: Appointment, asked: Asked) -> Iterable[models.Model]:
    """With the roles by which somebody agrees: taking one away waits until they have."""
    mine = standing_of(asked.by) if isinstance(asked.by, User) else []
    return [appointment.person, *mine]


@permission(
    "the head of communications, an officer or an executive who neither gave this role nor is to "
    "have it, or an operator of the machine where nobody else is left,"
)
def may_agree(appointment: Appointment, asked: Asked) -> bool:
    """Read anew each time: somebody's own role may have been taken away meanwhile."""
    able, by = who_agree(appointment), asked.by
    if by is OPERATOR:
        return not able.exists()
    return isinstance(by, User) and able.filter(pk=by.pk).exists()


@permission("whoever lets its person go")
def letting_go(appointment: Appointment, asked: Asked) -> bool:
    """Leaving asked already who may say so: a manager, the clock on a day that was said."""
    return asked.because is not None and asked.because == appointment.person


@guard("This person may not sign in.")
def its_person_may_sign_in(appointment: Appointment, asked: Asked) -> bool:
    return may_sign_in.allows(appointment.person, asked)


@permission("whoever takes off its person's second step")
def taking_steps_off(appointment: Appointment, asked: Asked) -> bool:
    """That act asked already who may say so."""
    return asked.because is not None and asked.because == appointment.person


def _waits(appointment: Appointment, asked: Asked) -> str:
    until = moment_in_words(appointment.waits_until) if appointment.waits_until else "then"
    return (
        "The second step of signing in of its person was taken off, so this waits a day. "
        f"You can agree from {until}."
    )


@guard("This is the last steward. Name another one first.")
def another_steward_is_left(appointment: Appointment, asked: Asked) -> bool:
    """Whoever leaves goes in any case; an operator makes another first one then."""
    if appointment.role != Role.STEWARD or appointment.state != State.HELD:
        return True
    if asked.because == appointment.person:
        return True
    return User.objects.holding(Role.STEWARD).exclude(pk=appointment.person_id).exists()


class WhichRole(forms.Form):
    role = forms.ChoiceField(label="Role", choices=Role.choices)


def _every_steward(user: User, asked: Asked) -> Iterable[models.Model]:
    """Two who give at once wait for each other, or both would be the first to do so."""
    return User.objects.holding(Role.STEWARD)


@act(
    "person.give_role",
    User,
    label="Give a role",
    who=steward,
    guards=[may_sign_in],
    form=WhichRole,
    locks=_every_steward,
    tells=["role_proposed", "role_changed"],
    refusals_matter=True,
    saves=False,
)
def give(user: User, act: Act) -> Appointment:
    """At once where nobody has to agree; else it waits. The first head waits for nobody else."""
    role = Role(act.inputs["role"])
    if Appointment.objects.standing().filter(person=user, role=role).exists():
        raise RefusedError(f"{user} has been given this role already: {role.label}.")
    found = Appointment(person=user, role=role, given_by_id=act.by.pk, given_at=act.at)
    if basis := _basis(found):
        found = held(found, basis)
    found.save(force_insert=True)
    act.facts |= {"appointment": str(found.pk), "state": str(found.state), "basis": found.basis}
    if found.state == State.PROPOSED:
        act.tell("role_proposed", who_agree(found), **found.told())
    act.tell("role_changed", informed(found, act), **found.told(), what=_what_happened(found))
    return found


def _basis(appointment: Appointment) -> Appointment.Basis | None:
    """Why nobody has to agree; None where somebody has to.

    The first head of a new installation, and its second steward before there is a head, find nobody
    who could. That is so only while nobody ever held a role that decides or opens: else a steward
    could take every role away and begin again. Where nobody is left, an operator agrees.
    """
    if not Role(appointment.role).needs_agreement:
        return Basis.AT_ONCE
    ever = Appointment.objects.filter(role__in=DECIDE_OR_OPEN, since__isnull=False)
    alone = not ever.exists() and not who_agree(appointment).exists()
    return Basis.FIRST if alone and appointment.role in (Role.HEAD, Role.STEWARD) else None


def held(wanted: Appointment, basis: Appointment.Basis) -> Appointment:
    return Appointment(
        person=wanted.person,
        role=wanted.role,
        state=State.HELD,
        basis=basis,
        given_by_id=wanted.given_by_id,
        given_at=wanted.given_at,
        since=wanted.given_at,
        by_claim=wanted.by_claim,
    )


def _what_happened(appointment: Appointment) -> str:
    if appointment.basis == Basis.FIRST:
        return "It is theirs: nobody else held a role yet, so nobody else had to agree."
    if appointment.basis == Basis.AT_ONCE:
        return "It is theirs from now on."
    return "It waits until somebody else agrees."


@guard(_waits)
def has_waited(appointment: Appointment, asked: Asked) -> bool:
    return appointment.waits_until is None or appointment.waits_until <= asked.at


@step(
    "appointment.agree",
    Appointment,
    source=[State.PROPOSED],
    target=State.HELD,
    label="Agree to the role",
    did="agreed to it",
    who=may_agree,
    guards=[its_person_may_sign_in, has_waited],
    tells=["role_changed"],
    locks=both,
    refusals_matter=True,
    danger=True,
    decides=True,
)
def agree(appointment: Appointment, act: Act) -> None:
    by_operator = act.by is OPERATOR
    appointment.basis = Basis.OPERATOR if by_operator else Basis.AGREED
    appointment.agreed_by_id, appointment.since = act.by.pk, act.at
    _note(appointment, act)
    what = f"{act.by} agreed. It is theirs from now on."
    act.tell("role_changed", informed(appointment, act), **appointment.told(), what=what)


@step(
    "appointment.refuse",
    Appointment,
    source=[State.PROPOSED],
    target=State.REFUSED,
    label="Refuse the role",
    did="refused it",
    who=may_agree,
    tells=["role_changed"],
    locks=both,
    refusals_matter=True,
    decides=True,
)
def refuse(appointment: Appointment, act: Act) -> None:
    appointment.ended_by_id, appointment.ended_at = act.by.pk, act.at
    _note(appointment, act)
    giver = [appointment.given_by] if appointment.given_by else []
    people = [*informed(appointment, act), *giver]
    what = f"{act.by} did not agree, so nothing has changed."
    act.tell("role_changed", people, **appointment.told(), what=what)


@step(
    "appointment.take_away",
    Appointment,
    source=[State.PROPOSED, State.HELD],
    target=State.ENDED,
    label="Take the role away",
    did="took it away",
    who=steward | operator | letting_go,
    guards=[another_steward_is_left],
    tells=["role_changed"],
    locks=its_person,
    refusals_matter=True,
    danger=True,
)
def take_away(appointment: Appointment, act: Act) -> None:
    appointment.ended_by_id, appointment.ended_at = act.by.pk, act.at
    _note(appointment, act)
    what = f"{act.by} took it away. It works no longer."
    act.tell("role_changed", informed(appointment, act), **appointment.told(), what=what)


@step(
    "appointment.wait_again",
    Appointment,
    source=[State.HELD],
    target=State.PROPOSED,
    label="Let the role wait again",
    did="let it wait again",
    who=taking_steps_off,
    tells=["role_proposed"],
    locks=its_person,
    within="It is part of taking off somebody's second step, which tells everybody.",
)
def wait_again(appointment: Appointment, act: Act) -> None:
    """As on the day on which it was given; for a day nobody can agree."""
    appointment.basis, appointment.since = Basis.NONE, None
    appointment.agreed_by_id, appointment.given_by_id = None, act.by.pk
    appointment.given_at, appointment.waits_until = act.at, act.at + WAITS_FOR
    _note(appointment, act)
    act.tell("role_proposed", who_agree(appointment), **appointment.told())


def _note(appointment: Appointment, act: Act) -> None:
    act.facts |= {
        "person": str(appointment.person_id),
        "role": str(appointment.role),
        "basis": str(appointment.basis),
    }


@guard("There is a steward already. Ask them to name you.")
def no_steward_yet(user: User, asked: Asked) -> bool:
    return not User.objects.holding(Role.STEWARD).exists()


@act(
    "person.first_steward",
    User,
    label="Make the first steward",
    who=operator,
    guards=[no_steward_yet, may_sign_in],
    tells=["role_changed"],
    refusals_matter=True,
    saves=False,
)
def first_steward(user: User, act: Act) -> None:
    """They may be new."""
    if user._state.adding:
        user.save()
    wanted = Appointment(person=user, role=Role.STEWARD, given_by_id=act.by.pk, given_at=act.at)
    found = held(wanted, Basis.FIRST)
    found.save(force_insert=True)
    act.facts["appointment"] = str(found.pk)
    if not user.has_password:
        invite(user, by=act.by, today=act.today, because=user)
    act.tell("role_changed", informed(found, act), **found.told(), what=_what_happened(found))


def standing_of(user: User) -> list[Appointment]:
    """What leaving takes away, to be locked with the person."""
    return list(Appointment.objects.standing().filter(person=user))


def take_all_away(user: User, *, by: Actor, today: datetime.date) -> None:
    """Part of leaving, in its transaction."""
    for each in standing_of(user):
        take_away(each, by=by, today=today, because=user)

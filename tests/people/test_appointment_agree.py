"""Agreeing to a role: somebody who decides, never whoever gave it, never whoever is to have it."""

import datetime

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from ledger import verification
from ledger.actors import CLOCK, OPERATOR
from ledger.refusals import ForbiddenError, RefusedError
from people import appointments
from people.models import Appointment, User
from people.roles import Role
from tests.cast import NOON, TODAY, Cast, appoint, dismiss, second_step
from tests.governance.outcomes import who_may
from tests.ledger.reading import last, told

pytestmark = pytest.mark.usefixtures("noon")
State = Appointment.State


def proposed(cast: Cast, role: Role = Role.OFFICER, by: User | None = None) -> Appointment:
    return appointments.give(cast.member, by=by or cast.steward, today=TODAY, role=role)


def again(user: User) -> User:
    return User.objects.get(pk=user.pk)


def test_it_works_from_now_on(cast: Cast) -> None:
    second_step(cast.member)
    appointments.agree(proposed(cast), by=cast.head, today=TODAY)
    member = again(cast.member)
    assert member.roles == {"officer"}
    assert member.working_since(Role.OFFICER) == NOON


def test_it_works_from_the_second_step_on_where_that_comes_later(cast: Cast) -> None:
    appointments.agree(proposed(cast), by=cast.head, today=TODAY)
    assert not again(cast.member).roles
    later = NOON + datetime.timedelta(hours=3)
    second_step(cast.member, since=later)
    assert again(cast.member).working_since(Role.OFFICER) == later


DECIDERS = {"officer", "officer2", "head", "executive"}


def test_those_who_decide_may(cast: Cast) -> None:
    assert who_may(appointments.agree, proposed(cast), cast) == DECIDERS


def test_to_a_steward_another_steward_may_as_well(cast: Cast) -> None:
    found = proposed(cast, Role.STEWARD)
    assert who_may(appointments.agree, found, cast) == DECIDERS
    other = cast.manager
    appoint(other, Role.STEWARD)
    assert who_may(appointments.agree, found, cast) == DECIDERS | {"manager"}


def test_never_whoever_gave_it(cast: Cast) -> None:
    """Though they hold a role that decides."""
    appoint(cast.head, Role.STEWARD)
    found = proposed(cast, by=cast.head)
    with pytest.raises(ForbiddenError):
        appointments.agree(found, by=cast.head, today=TODAY)


def test_never_whoever_is_to_have_it(cast: Cast) -> None:
    found = appointments.give(cast.officer, by=cast.steward, today=TODAY, role=Role.HEAD)
    with pytest.raises(ForbiddenError):
        appointments.agree(found, by=cast.officer, today=TODAY)


def test_nobody_whose_own_role_does_not_work(cast: Cast) -> None:
    found = proposed(cast)
    Authenticator.objects.filter(user=cast.officer).delete()
    assert "officer" not in who_may(appointments.agree, found, cast)


@pytest.mark.parametrize("who", ["given_by", "person"])
def test_the_database_refuses_it_as_well(cast: Cast, who: str) -> None:
    found = proposed(cast)
    facts = {"agreed_by": getattr(found, who), "basis": "agreed", "since": NOON}
    with pytest.raises(IntegrityError), transaction.atomic():
        Appointment.objects.filter(pk=found.pk).update(state="held", **facts)


def test_the_database_knows_no_role_that_decides_without_agreement(cast: Cast) -> None:
    found = proposed(cast)
    for facts in ({"basis": "at_once", "since": NOON}, {"basis": "", "since": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Appointment.objects.filter(pk=found.pk).update(state="held", **facts)


def test_nobody_agrees_to_somebody_who_left_meanwhile(cast: Cast) -> None:
    found = proposed(cast)
    User.objects.filter(pk=cast.member.pk).update(is_active=False)
    with pytest.raises(RefusedError, match="may not sign in"):
        appointments.agree(found, by=cast.head, today=TODAY)


def test_nobody_agrees_twice(cast: Cast) -> None:
    found = proposed(cast)
    appointments.agree(found, by=cast.head, today=TODAY)
    with pytest.raises(RefusedError, match="it must be proposed"):
        appointments.agree(found, by=cast.officer, today=TODAY)


def test_head_auditor_and_the_person_hear_of_it(cast: Cast) -> None:
    appointments.agree(proposed(cast), by=cast.officer, today=TODAY)
    assert told("role_changed") == sorted(["Auditor", "Head", "Member"] * 2)
    entry = last("appointment.agree")
    assert (entry.actor, entry.facts["role"]) == ("Officer", "officer")
    assert entry.facts["person"] == str(cast.member.pk)
    assert verification.verify().in_order


def nobody_is_left(cast: Cast) -> None:
    for name in DECIDERS:
        dismiss(cast.everybody[name])


def test_an_operator_agrees_only_where_nobody_is_left(cast: Cast) -> None:
    found = proposed(cast, Role.HEAD)
    for by in (OPERATOR, CLOCK):
        with pytest.raises(ForbiddenError):
            appointments.agree(found, by=by, today=TODAY)
    nobody_is_left(cast)
    call_command("agree_to_role", cast.member.email.upper(), "head")
    found.refresh_from_db()
    assert (found.state, found.basis, found.agreed_by) == (State.HELD, "operator", None)
    assert last("appointment.agree").actor == "an operator at the command line"


def test_the_command_says_why_not(cast: Cast) -> None:
    with pytest.raises(CommandError, match="No steward gave this role"):
        call_command("agree_to_role", cast.member.email, "head")
    proposed(cast, Role.HEAD)
    with pytest.raises(CommandError, match="where nobody else is left"):
        call_command("agree_to_role", cast.member.email, "head")

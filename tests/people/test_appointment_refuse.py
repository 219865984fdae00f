"""Refusing a role that somebody was to have: nothing changes, and whoever gave it hears of it."""

import pytest

from ledger.refusals import RefusedError
from people import appointments
from people.models import Appointment, User
from people.roles import Role
from tests.cast import TODAY, Cast, second_step
from tests.governance.outcomes import who_may
from tests.ledger.reading import last, told


@pytest.fixture
def found(cast: Cast) -> Appointment:
    second_step(cast.member)
    return appointments.give(cast.member, by=cast.steward, today=TODAY, role=Role.OFFICER)


def test_nothing_works(cast: Cast, found: Appointment) -> None:
    appointments.refuse(found, by=cast.officer, today=TODAY)
    member = User.objects.get(pk=cast.member.pk)
    assert not member.standing_roles
    with pytest.raises(RefusedError):
        appointments.agree(found, by=cast.head, today=TODAY)


def test_it_may_be_given_again(cast: Cast, found: Appointment) -> None:
    appointments.refuse(found, by=cast.officer, today=TODAY)
    second = appointments.give(cast.member, by=cast.steward, today=TODAY, role=Role.OFFICER)
    assert second.state == Appointment.State.PROPOSED


def test_whoever_may_agree_may_refuse(cast: Cast, found: Appointment) -> None:
    assert who_may(appointments.refuse, found, cast) == {"officer", "officer2", "head", "executive"}


def test_everybody_concerned_hears_of_it(cast: Cast, found: Appointment) -> None:
    before = told("role_changed")
    appointments.refuse(found, by=cast.officer, today=TODAY)
    assert told("role_changed") == sorted([*before, "Auditor", "Head", "Member", "Steward"])
    assert last("appointment.refuse").facts["role"] == "officer"

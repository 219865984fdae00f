"""Taking a role away: at once, and the head and the auditors hear of it."""

import pytest

from governance import leaving
from ledger.actors import OPERATOR
from ledger.refusals import ForbiddenError, RefusedError
from people import appointments
from people.models import Appointment, User
from people.roles import Role
from tests.cast import TODAY, Cast, appoint
from tests.governance.outcomes import who_may
from tests.ledger.reading import acts, last, told


def role_of(user: User) -> Appointment:
    return Appointment.objects.standing().get(person=user)


def again(user: User) -> User:
    return User.objects.get(pk=user.pk)


@pytest.mark.parametrize("name", ["officer", "head", "executive", "on_call", "auditor"])
def test_it_ends_at_once(cast: Cast, name: str) -> None:
    appointments.take_away(role_of(cast.everybody[name]), by=cast.steward, today=TODAY)
    assert not again(cast.everybody[name]).roles
    assert not User.objects.holding(Role(name)).filter(pk=cast.everybody[name].pk).exists()


def test_what_waits_is_taken_back(cast: Cast) -> None:
    found = appointments.give(cast.member, by=cast.steward, today=TODAY, role=Role.OFFICER)
    appointments.take_away(found, by=cast.steward, today=TODAY)
    with pytest.raises(RefusedError):
        appointments.agree(found, by=cast.head, today=TODAY)


def test_stewards_and_the_operator_take_roles_away(cast: Cast) -> None:
    found = role_of(cast.officer)
    assert who_may(appointments.take_away, found, cast) == {"steward", "operator"}
    with pytest.raises(ForbiddenError):
        appointments.take_away(found, by=cast.head, today=TODAY)


def test_last_steward_stays(cast: Cast) -> None:
    with pytest.raises(RefusedError, match="last steward"):
        appointments.take_away(role_of(cast.steward), by=cast.steward, today=TODAY)
    appoint(cast.member, Role.STEWARD)
    appointments.take_away(role_of(cast.steward), by=cast.steward, today=TODAY)
    assert not again(cast.steward).roles


def test_head_auditor_and_the_person_hear_of_it(cast: Cast) -> None:
    appointments.take_away(role_of(cast.officer), by=cast.steward, today=TODAY)
    assert told("role_changed") == ["Auditor", "Head", "Officer"]
    entry = last("appointment.take_away")
    assert (entry.actor, entry.facts["role"]) == ("Steward", "officer")


def test_given_again_it_waits_again(cast: Cast) -> None:
    appointments.take_away(role_of(cast.officer), by=cast.steward, today=TODAY)
    found = appointments.give(cast.officer, by=cast.steward, today=TODAY, role=Role.OFFICER)
    assert found.state == Appointment.State.PROPOSED


def test_leaving_takes_all_away(cast: Cast) -> None:
    appoint(cast.officer, Role.ON_CALL)
    leaving.leave(cast.officer, by=cast.steward, today=TODAY)
    assert not again(cast.officer).standing_roles
    assert acts().count("appointment.take_away") == 2


def test_the_last_steward_leaves_nevertheless(cast: Cast) -> None:
    leaving.leave(cast.steward, by=OPERATOR, today=TODAY)
    assert not again(cast.steward).standing_roles

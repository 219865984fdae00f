"""Giving a role: at once where it neither decides nor opens, else it waits for somebody else."""

import pytest
from allauth.mfa.models import Authenticator

from ledger.models import Entry
from ledger.refusals import ForbiddenError, RefusedError
from people import appointments
from people.models import Appointment, User
from people.roles import DECIDE_OR_OPEN, Role
from tests.cast import TODAY, Cast, dismiss, person, second_step
from tests.governance.outcomes import who_may
from tests.ledger.reading import last, told

State = Appointment.State


def give(cast: Cast, role: Role, to: User | None = None, by: User | None = None) -> Appointment:
    return appointments.give(to or cast.member, by=by or cast.steward, today=TODAY, role=role)


def again(user: User) -> User:
    return User.objects.get(pk=user.pk)


@pytest.mark.parametrize("role", [*DECIDE_OR_OPEN, Role.STEWARD])
def test_it_waits_and_nothing_works_yet(cast: Cast, role: Role) -> None:
    second_step(cast.member)
    found = give(cast, role)
    assert found.state == State.PROPOSED
    member = again(cast.member)
    assert not member.roles
    assert [each.waits_for for each in member.waiting_roles] == ["agreement"]
    assert cast.member not in User.objects.holding(role)


def test_an_auditor_is_one_at_once(cast: Cast) -> None:
    assert give(cast, Role.AUDITOR).state == State.HELD
    assert again(cast.member).roles == {"auditor"}
    assert cast.member in User.objects.holding(Role.AUDITOR)


def test_a_steward_alone_makes_no_other_steward(cast: Cast) -> None:
    """Or one stolen session would leave another behind."""
    give(cast, Role.STEWARD)
    assert not again(cast.member).holds(Role.STEWARD)


def test_stewards_alone_give_roles(cast: Cast) -> None:
    assert who_may(appointments.give, cast.member, cast) == {"steward"}
    with pytest.raises(ForbiddenError):
        give(cast, Role.AUDITOR, by=cast.head)
    assert Entry.objects.latest("seq").act == "person.give_role.refused"


def test_nobody_is_given_a_role_twice(cast: Cast) -> None:
    give(cast, Role.OFFICER)
    for who, role in ((cast.member, Role.OFFICER), (cast.head, Role.HEAD)):
        with pytest.raises(RefusedError, match="this role already"):
            give(cast, role, who)


def test_nobody_who_left_is_given_one(cast: Cast) -> None:
    User.objects.filter(pk=cast.member.pk).update(is_active=False)
    with pytest.raises(RefusedError, match="may not sign in"):
        give(cast, Role.AUDITOR)


def test_head_and_auditor_hear_of_it_and_those_who_may_agree_are_asked(cast: Cast) -> None:
    give(cast, Role.ON_CALL)
    assert told("role_changed") == ["Auditor", "Head", "Member"]
    assert told("role_proposed") == ["Executive", "Head", "Officer", "Officer2"]


def test_the_entry_names_the_role_and_that_it_waits(cast: Cast) -> None:
    found = give(cast, Role.HEAD)
    entry = last("person.give_role")
    assert (entry.actor, entry.subject) == ("Steward", "Member")
    assert (entry.facts["role"], entry.facts["state"]) == ("head", "proposed")
    assert entry.facts["appointment"] == str(found.pk)


def nobody_holds_a_role(cast: Cast) -> None:
    for name in ("officer", "officer2", "head", "executive", "on_call"):
        dismiss(cast.everybody[name])


def test_the_first_head_waits_for_their_second_step_alone(cast: Cast) -> None:
    Appointment.objects.exclude(role__in=["steward", "auditor"]).delete()
    found = give(cast, Role.HEAD)
    assert (found.state, found.basis) == (State.HELD, "first")
    assert not again(cast.member).roles
    assert [each.waits_for for each in again(cast.member).waiting_roles] == ["second_step"]
    second_step(cast.member)
    assert again(cast.member).roles == {"head"}


def test_entry_and_notice_say_that_it_is_the_first(cast: Cast) -> None:
    Appointment.objects.exclude(role__in=["steward", "auditor"]).delete()
    give(cast, Role.HEAD)
    assert last("person.give_role").facts["basis"] == "first"
    assert told("role_changed") == ["Auditor", "Member"]


@pytest.mark.parametrize("role", [Role.OFFICER, Role.EXECUTIVE, Role.ON_CALL])
def test_only_a_head_comes_first(cast: Cast, role: Role) -> None:
    Appointment.objects.exclude(role__in=["steward", "auditor"]).delete()
    assert give(cast, role).state == State.PROPOSED


def test_nobody_is_first_a_second_time(cast: Cast) -> None:
    """A steward who takes every role away does not begin again alone."""
    nobody_holds_a_role(cast)
    assert give(cast, Role.HEAD).state == State.PROPOSED


def test_nobody_is_first_while_one_waits_for_a_second_step(cast: Cast) -> None:
    Appointment.objects.exclude(role__in=["steward", "auditor"]).delete()
    give(cast, Role.HEAD)
    assert give(cast, Role.HEAD, cast.manager).state == State.PROPOSED


@pytest.mark.parametrize("role", DECIDE_OR_OPEN)
def test_it_works_with_a_second_step_only(cast: Cast, role: Role) -> None:
    who = person("new", roles=[role])
    assert who.roles == {role}
    assert who in User.objects.holding(role)
    Authenticator.objects.filter(user=who).delete()
    assert not again(who).roles
    assert again(who).working_since(role) is None
    assert who not in User.objects.holding(role)


def test_recovery_codes_alone_are_no_second_step(cast: Cast) -> None:
    Authenticator.objects.filter(user=cast.officer).update(type="recovery_codes")
    assert not again(cast.officer).is_officer


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.STEWARD])
def test_the_others_work_without(cast: Cast, role: Role) -> None:
    assert person("new", roles=[role]).roles == {role}

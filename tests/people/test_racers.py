"""Many at once: one first head, one agreement, and nobody agrees by a role that is gone."""

import pytest

from ledger import verification
from ledger.refusals import ForbiddenError
from people import appointments
from people.models import Appointment, User
from people.roles import Role
from tests.cast import TODAY, Cast, appoint
from tests.vault.racing import race

pytestmark = [pytest.mark.processes, pytest.mark.django_db(transaction=True)]
RACERS = 6


def test_two_stewards_make_one_first_head(cast: Cast) -> None:
    """Each for somebody else; all the others wait."""
    Appointment.objects.exclude(role=Role.STEWARD).delete()
    appoint(cast.manager, Role.STEWARD)
    stewards = (cast.steward, cast.manager)
    names = ["member", "lead", "outsider", "administrator", "officer", "head"]

    def give(number: int) -> str:
        to, by = cast.everybody[names[number]], stewards[number % 2]
        by = User.objects.get(pk=by.pk)
        return str(appointments.give(to, by=by, today=TODAY, role=Role.HEAD).state)

    assert race(RACERS, give) == {"held": 1, "proposed": RACERS - 1}
    assert verification.verify().in_order


def test_one_of_many_gives_a_role(cast: Cast) -> None:
    def give(number: int) -> str:
        by = User.objects.get(pk=cast.steward.pk)
        return str(appointments.give(cast.member, by=by, today=TODAY, role=Role.OFFICER).state)

    outcomes = race(RACERS, give)
    assert outcomes.pop("proposed") == 1
    assert all("already" in why for why in outcomes), outcomes


def test_one_agrees_or_one_refuses(cast: Cast) -> None:
    found = appointments.give(cast.member, by=cast.steward, today=TODAY, role=Role.OFFICER)

    def decide(number: int) -> str:
        mine = Appointment.objects.get(pk=found.pk)
        by = User.objects.get(pk=(cast.head, cast.officer)[number % 2].pk)
        step = appointments.agree if number % 3 else appointments.refuse
        step(mine, by=by, today=TODAY)
        return "decided"

    outcomes = race(RACERS, decide)
    assert outcomes.pop("decided") == 1
    assert all("it must be proposed" in why for why in outcomes), outcomes


def test_whose_role_is_gone_agrees_no_more(cast: Cast) -> None:
    """Their page was open still: what they hold is read anew."""
    found = appointments.give(cast.member, by=cast.steward, today=TODAY, role=Role.OFFICER)
    assert cast.head.is_officer  # as the request of an open page knows it
    theirs = Appointment.objects.get(person=cast.head)
    appointments.take_away(theirs, by=cast.steward, today=TODAY)
    with pytest.raises(ForbiddenError):
        appointments.agree(found, by=cast.head, today=TODAY)

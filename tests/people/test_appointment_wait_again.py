"""A role that decides or opens waits again, as part of taking off its person's second step."""

import pytest

from ledger.refusals import ForbiddenError
from people import appointments
from people.models import Appointment
from tests.cast import TODAY, Cast
from tests.ledger.reading import acts

pytestmark = pytest.mark.usefixtures("noon")


def test_nobody_does_it_by_itself(cast: Cast) -> None:
    held = Appointment.objects.get(person=cast.officer)
    for by in (cast.steward, cast.head, cast.officer):
        with pytest.raises(ForbiddenError):
            appointments.wait_again(held, by=by, today=TODAY)
    assert Appointment.objects.get(pk=held.pk).state == "held"
    assert acts() == []


def test_it_says_who_let_it_wait(cast: Cast) -> None:
    held = Appointment.objects.get(person=cast.officer)
    appointments.wait_again(held, by=cast.steward, today=TODAY, because=cast.officer)
    now = Appointment.objects.get(pk=held.pk)
    assert (now.state, now.given_by, now.agreed_by, now.since) == (
        "proposed",
        cast.steward,
        None,
        None,
    )

"""Nothing is left to somebody: a steward takes their second steps off, which wins nobody a role."""

import datetime
import io
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.test import Client

from governance.obligations import checking
from ledger.refusals import ForbiddenError, RefusedError
from people import appointments, second_steps
from people.models import Appointment, User
from tests.cast import NOON, TODAY, Cast, second_step
from tests.ledger.reading import acts, last, told
from tests.pages.admin.forms import person
from tests.people.factors.sessions import signed_in
from tests.people.test_person_remove_second_step import held_by_roles

pytestmark = pytest.mark.usefixtures("noon")

A_DAY = datetime.timedelta(hours=24, seconds=1)
ADMIN = "/admin/people/user/{}/change/"


def reset(cast: Cast, by: Any = None, of: User | None = None) -> None:
    second_steps.reset(of or cast.officer, by=by or cast.steward, today=TODAY)


def test_roles_wait_a_day_and_for_somebody_else(cast: Cast) -> None:
    reset(cast)
    officer = User.objects.get(pk=cast.officer.pk)
    assert not officer.roles
    second_step(officer, since=NOON)
    waiting = Appointment.objects.get(person=officer)
    assert waiting.state == "proposed"
    with pytest.raises(RefusedError, match="waits a day"):
        appointments.agree(waiting, by=cast.head, today=TODAY)
    with time_machine.travel(NOON + A_DAY, tick=False):
        with pytest.raises(ForbiddenError):
            appointments.agree(waiting, by=cast.steward, today=TODAY)
        appointments.agree(waiting, by=cast.head, today=TODAY)
    assert User.objects.get(pk=officer.pk).is_officer


def test_head_auditor_and_person_are_told(cast: Cast) -> None:
    reset(cast)
    assert told("second_step_reset") == ["Auditor", "Head", "Officer"]
    assert acts() == ["person.reset_second_step", "appointment.wait_again"]
    assert last("person.reset_second_step").actor == "Steward"


def test_their_sessions_end(cast: Cast) -> None:
    officer, lead = signed_in(cast.officer), signed_in(cast.lead)
    reset(cast)
    assert officer.get("/plans/").status_code == 302
    assert lead.get("/plans/").status_code == 200


def test_what_was_owed_by_their_role_is_settled(cast: Cast) -> None:
    held_by_roles(cast)
    reset(cast)
    assert list(checking.differences(TODAY)) == []


def test_never_by_oneself_nor_by_anybody_else(cast: Cast) -> None:
    second_step(cast.steward)
    for by in (cast.officer, cast.head, cast.officer2, cast.auditor):
        with pytest.raises(ForbiddenError):
            reset(cast, by=by)
    with pytest.raises(ForbiddenError):
        reset(cast, of=cast.steward)
    assert Authenticator.objects.filter(user__in=[cast.officer, cast.steward]).count() == 2
    assert "person.reset_second_step.refused" in acts()


def test_there_must_be_one(cast: Cast) -> None:
    with pytest.raises(RefusedError, match="no second step"):
        reset(cast, of=cast.member)


def test_a_last_steward_asks_whoever_runs_the_machine(cast: Cast) -> None:
    second_step(cast.steward)
    call_command("reset_second_step", cast.steward.email, stdout=io.StringIO())
    assert not Authenticator.objects.filter(user=cast.steward).exists()
    with pytest.raises(CommandError, match="Nobody has"):
        call_command("reset_second_step", "nobody@riverside.invalid")


def test_on_the_stewards_page(cast: Cast) -> None:
    second_step(cast.steward)
    steward: Client = signed_in(cast.steward)
    sent = person(cast, "officer", take_off="on")
    answer = steward.post(ADMIN.format(cast.officer.pk), sent)
    assert answer.status_code == 302, answer.content.decode()
    assert not Authenticator.objects.filter(user=cast.officer).exists()
    own = person(cast, "steward", take_off="on")
    answer = steward.post(ADMIN.format(cast.steward.pk), own, follow=True)
    assert "Another steward takes off your second step." in answer.text
    assert Authenticator.objects.filter(user=cast.steward).exists()

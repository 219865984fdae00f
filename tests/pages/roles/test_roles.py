"""The page of roles: what one's own wait for, and what waits for one's agreement."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.template.loader import render_to_string
from django.urls import reverse

from ledger.models import Notice
from people import appointments
from people.models import Appointment, User
from people.roles import Role
from tests.cast import TODAY, Cast, appoint, second_step
from tests.pages.conftest import SignIn

PAGE = "/roles/"


@pytest.fixture
def waiting(cast: Cast) -> Appointment:
    second_step(cast.member)
    return appointments.give(cast.member, by=cast.steward, today=TODAY, role=Role.OFFICER)


def page_of(name: str, cast: Cast, sign_in: SignIn, page: str = PAGE) -> str:
    return sign_in(cast.everybody[name]).get(page).content.decode()


def test_the_mail_leads_to_the_page(cast: Cast, waiting: Appointment) -> None:
    notice = Notice.objects.get(kind="role_proposed", to=cast.head)
    context = {"to": cast.head, "base_url": "https://keyholder.invalid", **notice.context}
    mail = render_to_string("emails/role_proposed.txt.jinja", context)
    assert "https://keyholder.invalid/roles/" in mail
    assert "Member: communications officer" in mail


def test_two_taps(cast: Cast, waiting: Appointment, sign_in: SignIn) -> None:
    head = sign_in(cast.head)
    listed = head.get(PAGE).content.decode()
    (first,) = re.findall(r'href="([^"]+/agree)"', listed)
    second = head.get(first)
    assert 'type="submit"' in second.content.decode()
    assert head.post(first).headers["Location"] == PAGE
    assert User.objects.get(pk=cast.member.pk).is_officer
    assert "Nothing waits." in head.get(PAGE).content.decode()


def test_or_not(cast: Cast, waiting: Appointment, sign_in: SignIn) -> None:
    address = reverse("role-decide", args=[waiting.pk, "refuse"])
    assert sign_in(cast.officer).post(address).headers["Location"] == PAGE
    assert not User.objects.get(pk=cast.member.pk).standing_roles


def test_looking_decides_nothing(cast: Cast, waiting: Appointment, sign_in: SignIn) -> None:
    sign_in(cast.head).get(reverse("role-decide", args=[waiting.pk, "agree"]))
    assert Appointment.objects.get(pk=waiting.pk).state == "proposed"


@pytest.mark.parametrize("name", ["head", "officer", "executive"])
def test_those_who_decide_have_the_buttons(
    cast: Cast, waiting: Appointment, sign_in: SignIn, name: str
) -> None:
    assert "/agree" in page_of(name, cast, sign_in)


@pytest.mark.parametrize("name", ["steward", "auditor"])
def test_stewards_and_auditors_look(
    cast: Cast, waiting: Appointment, sign_in: SignIn, name: str
) -> None:
    page = page_of(name, cast, sign_in)
    assert "Somebody else decides" in page
    assert "/agree" not in page


@pytest.mark.parametrize("name", ["lead", "on_call", "member"])
def test_the_others_see_their_own(
    cast: Cast, waiting: Appointment, sign_in: SignIn, name: str
) -> None:
    assert "member@riverside.invalid" not in page_of(name, cast, sign_in)
    address = reverse("role-decide", args=[waiting.pk, "agree"])
    answer = sign_in(cast.everybody[name]).post(address)
    assert answer.status_code in (403, 404)
    assert Appointment.objects.get(pk=waiting.pk).state == "proposed"


def test_the_giver_cannot_agree_here(cast: Cast, sign_in: SignIn) -> None:
    appoint(cast.head, Role.STEWARD)
    found = appointments.give(cast.member, by=cast.head, today=TODAY, role=Role.OFFICER)
    assert "/agree" not in page_of("head", cast, sign_in)
    sign_in(cast.head).post(reverse("role-decide", args=[found.pk, "agree"]))
    assert Appointment.objects.get(pk=found.pk).state == "proposed"


@pytest.mark.parametrize("page", ["/", PAGE])
def test_they_read_that_somebody_else_agrees_first(
    cast: Cast, waiting: Appointment, sign_in: SignIn, page: str
) -> None:
    said = "You are to be communications officer. This waits until somebody else agrees."
    assert said in page_of("member", cast, sign_in, page)


@pytest.mark.parametrize("page", ["/", PAGE])
def test_they_read_that_a_second_step_is_missing_and_where_to_set_it_up(
    cast: Cast, sign_in: SignIn, page: str
) -> None:
    Authenticator.objects.filter(user=cast.officer).delete()
    said = page_of("officer", cast, sign_in, page)
    assert "This works once you have a second step of signing in." in said
    assert f'href="{reverse("mfa_index")}">Set up your second step' in said


def test_whose_roles_work_reads_nothing_of_it(cast: Cast, sign_in: SignIn) -> None:
    assert "second step" not in page_of("officer", cast, sign_in, "/")
    assert "You hold: communications officer." in page_of("officer", cast, sign_in)


def test_there_is_nothing_else_to_decide(cast: Cast, waiting: Appointment, sign_in: SignIn) -> None:
    assert sign_in(cast.head).post(f"{PAGE}{waiting.pk}/take_away").status_code == 404

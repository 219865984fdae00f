"""Adding or removing a second step ends the other sessions, and proves nothing in this one yet."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from people.models import User
from people.roles import Role
from tests.cast import Cast
from tests.people.factors.sessions import signed_in

pytestmark = pytest.mark.usefixtures("noon")

PAGE = "/plans/"


@pytest.fixture(autouse=True)
def at_noon(noon: None) -> None:
    """Nobody waits for a fresh sign-in here."""


def add_app(client: Client) -> str:
    secret: str = client.get(reverse("mfa_activate_totp")).context["form"].secret
    now = next(totp.yield_hotp_counters_from_time())
    code = totp.format_hotp_value(totp.hotp_value(secret, now))
    answer = client.post(reverse("mfa_activate_totp"), {"code": code})
    assert answer.status_code == 200, answer
    return secret


def test_the_others_end_and_this_one_goes_on(cast: Cast) -> None:
    here, elsewhere, somebody = (
        signed_in(cast.member),
        signed_in(cast.member),
        signed_in(cast.lead),
    )
    add_app(here)
    assert elsewhere.get(PAGE).status_code == 302
    assert here.get(PAGE).status_code == 200
    assert somebody.get(PAGE).status_code == 200
    officer, other = signed_in(cast.officer), signed_in(cast.officer)
    officer.post(reverse("mfa_deactivate_totp"))
    assert other.get(PAGE).status_code == 302
    assert officer.get(PAGE).status_code == 200


def test_what_is_new_proves_nothing_until_the_next_sign_in(cast: Cast) -> None:
    here = signed_in(cast.member)
    add_app(here)
    answer = here.get(reverse("mfa_deactivate_totp"), follow=True)
    assert "Sign out and in again" in answer.text
    assert answer.status_code == 403
    assert here.post(reverse("mfa_deactivate_totp")).status_code == 302
    assert User.objects.get(pk=cast.member.pk).has_second_step


def test_no_secret_lies_in_the_session(cast: Cast) -> None:
    here = signed_in(cast.member)
    secret = here.get(reverse("mfa_activate_totp")).context["form"].secret
    lying = Session.objects.get(pk=here.session.session_key).get_decoded()
    assert secret not in str(lying)
    assert secret == here.post(reverse("mfa_activate_totp"), {"code": "0"}).context["form"].secret


def test_a_passkey_counts_as_a_second_step_of_a_role(cast: Cast) -> None:
    Authenticator.objects.filter(user=cast.officer).update(type=Authenticator.Type.WEBAUTHN)
    assert User.objects.get(pk=cast.officer.pk).is_officer
    assert cast.officer in User.objects.holding(Role.OFFICER)

"""allauth's pages in our look, under the strict Content-Security-Policy."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import caches
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from governance import sweep
from ledger.models import Entry
from people.models import User
from tests.ledger.reading import acts

OPEN = [
    "account_login",
    "account_inactive",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
    "socialaccount_login_cancelled",
    "socialaccount_login_error",
]
PASSWORD = "correct horse battery"
SIGNED_IN = [
    "account_logout",
    "account_change_password",
    "account_reauthenticate",
    "mfa_index",
    "mfa_activate_totp",
]


@pytest.fixture
def person(db: None, client: Client) -> User:
    person = User.objects.create_user("ade@example.invalid", PASSWORD, name="Ade")
    sign_in(client)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return person


def sign_in(client: Client) -> None:
    data = {"login": "ade@example.invalid", "password": PASSWORD}
    assert client.post(reverse("account_login"), data).status_code == 302


def looks_like_ours(client: Client, name: str) -> str:
    answer = client.get(reverse(name))
    assert answer.status_code in {200, 401}
    page = answer.content.decode()
    assert len(re.findall(r"<h1", page)) == 1
    assert "Keyholder</title>" in page
    assert "style=" not in page
    nonce = re.search(r'<script nonce="([^"]+)"', page)
    assert nonce
    assert f"'nonce-{nonce[1]}'" in answer.headers["Content-Security-Policy"]
    tags = re.findall(r"<script[^>]*>", page)
    data = "application/json"  # which no browser runs
    assert all("nonce=" in tag or "src=" in tag or data in tag for tag in tags)
    return page


@pytest.mark.django_db
@pytest.mark.parametrize("name", OPEN)
def test_open_page(client: Client, name: str) -> None:
    looks_like_ours(client, name)


@pytest.mark.usefixtures("person")
@pytest.mark.parametrize("name", SIGNED_IN)
def test_page_of_somebody_signed_in(client: Client, name: str) -> None:
    page = looks_like_ours(client, name)
    assert "Ade" in page
    assert re.search(r'action="/accounts/logout/"[^>]*>\s*<input[^>]*csrf', page)


@pytest.mark.django_db
def test_wrong_sign_in_is_summed_up(client: Client) -> None:
    page = client.post(reverse("account_login"), {"login": "nobody", "password": ""})
    text = page.content.decode()
    assert "<title>Error: Sign in" in text
    assert 'href="#id_password"' in text


@pytest.mark.usefixtures("person")
def test_second_step_from_setting_it_up_to_signing_in(client: Client) -> None:
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    code = totp.format_hotp_value(
        totp.hotp_value(secret, next(totp.yield_hotp_counters_from_time()))
    )
    client.post(reverse("mfa_activate_totp"), {"code": code})
    assert "Remove the authenticator app" in looks_like_ours(client, "mfa_index")
    looks_like_ours(client, "mfa_reauthenticate")
    client.post(reverse("account_logout"))
    sign_in(client)
    assert "Your second step" in looks_like_ours(client, "mfa_authenticate")
    caches["default"].clear()  # the code counts once
    client.post(reverse("mfa_authenticate"), {"code": code})
    for name in ("mfa_generate_recovery_codes", "mfa_deactivate_totp", "mfa_add_webauthn"):
        looks_like_ours(client, name)


@pytest.mark.usefixtures("person")
def test_adding_and_removing_it_are_acts_of_whoever_does_it(client: Client) -> None:
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    client.post(reverse("mfa_activate_totp"), {"code": "wrong"})
    assert not Entry.objects.filter(act__contains="second_step").exists()
    code = totp.format_hotp_value(
        totp.hotp_value(secret, next(totp.yield_hotp_counters_from_time()))
    )
    answer = client.post(reverse("mfa_activate_totp"), {"code": code})
    assert "They are not shown again." in answer.text
    assert Authenticator.objects.filter(type="totp").exists()
    client.post(reverse("account_logout"))
    sign_in(client)
    caches["default"].clear()  # the code counts once
    client.post(reverse("mfa_authenticate"), {"code": code})
    answer = client.post(reverse("mfa_deactivate_totp"))
    assert answer.headers["Location"] == reverse("mfa_index")
    assert not Authenticator.objects.exists()
    assert acts() == ["person.add_second_step", "person.remove_second_step"]


@pytest.mark.django_db
def test_reset_link_that_does_not_work(client: Client) -> None:
    page = client.get("/accounts/password/reset/key/1-abc/")
    assert "This link does not work" in page.content.decode()


@pytest.mark.usefixtures("person")
def test_mail_for_a_new_password(client: Client, mailoutbox: list[EmailMessage]) -> None:
    client.post(reverse("account_logout"))
    client.post(reverse("account_reset_password"), {"email": "ade@example.invalid"})
    sweep.post(timezone.localdate(), timezone.now())
    (mail,) = mailoutbox
    assert "Choose a new password" in mail.subject
    assert str(mail.body).count("http") == 1
    link = re.search(r"http\S+", str(mail.body))
    assert link
    page = client.get(link[0], follow=True).content.decode()
    assert "Save my password" in page
    assert page.count("<h1") == 1

"""A fresh proof of the provider: asked again, the same person, after we asked; else refused."""

import datetime
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from people import sign_in
from people.models import Link
from tests.cast import NOON, Cast
from tests.people.factors.conftest import Sso
from tests.people.factors.sessions import without_password
from tests.people.factors.test_single_sign_on import linked

LATER = NOON + datetime.timedelta(hours=6)
ACCOUNT = "mfa_add_webauthn"


@pytest.fixture
def client(sso: Sso, cast: Cast) -> Any:
    """Signed in six hours ago, by the provider alone."""
    linked(without_password(cast.member), sso)
    sso.says()
    client = Client()
    sso.signs_in(client)
    with time_machine.travel(LATER, tick=False):
        yield client


def is_fresh(client: Client) -> bool:
    return client.get(reverse(ACCOUNT)).status_code == 200


def test_asked_again_it_is(client: Client, sso: Sso) -> None:
    assert not is_fresh(client)
    answer = client.get(reverse(ACCOUNT), follow=True)
    assert answer.redirect_chain[-1][0].startswith(reverse("afresh_provider"))
    sso.says()
    assert sso.asks_again(client, next="/plans/").headers["Location"] == "/plans/"
    assert is_fresh(client)
    asked = sso.says()[-1]
    assert (asked["prompt"], asked["max_age"]) == ("login", "0")


@pytest.mark.parametrize(
    "wrong",
    [
        {"asks_nobody": True},
        {"nobody_there": True},
        {"omits": ["auth_time"]},
        {"auth_time": int(LATER.timestamp()) - 1},
        {"auth_time": int(LATER.timestamp()) + 3600},
        {"auth_time": str(int(LATER.timestamp()))},
        {"auth_time": True},
        {"subject": "00u2"},
        {"subject": "00u2", "email": "member@riverside.invalid", "email_verified": True},
        {"iss": "https://elsewhere.invalid"},
        {"signs": "with another key"},
        {"nonce": "of another question"},
    ],
)
def test_what_is_absent_or_wrong_is_refused(
    client: Client, sso: Sso, wrong: dict[str, Any]
) -> None:
    sso.says(**wrong)
    answer = sso.asks_again(client)
    assert answer.status_code in (200, 403)
    assert not is_fresh(client)


def test_as_strongly_as_configured(client: Client, sso: Sso, settings: Any) -> None:
    settings.OIDC_ACR = frozenset({"mfa"})
    sso.says(acr="password")
    assert sso.asks_again(client).status_code == 403
    assert not is_fresh(client)


def test_an_old_question_is_no_new_one(client: Client, sso: Sso, cast: Cast) -> None:
    """A plain sign-in's answer brought to the page that asks again."""
    sso.says()
    sso.signs_in(client)
    assert not is_fresh(client)


def test_it_goes_stale_as_a_password_does(client: Client, sso: Sso) -> None:
    sso.says()
    sso.asks_again(client)
    with time_machine.travel(LATER + datetime.timedelta(minutes=16), tick=False):
        assert not is_fresh(client)


def test_another_persons_session_does_not_take_it(client: Client, sso: Sso, cast: Cast) -> None:
    other = Client()
    other.force_login(cast.lead)
    sso.says()
    assert sso.asks_again(other).status_code == 403


def test_a_link_of_this_session_proves_nothing_in_it(client: Client, sso: Sso, cast: Cast) -> None:
    session = client.session
    session[sign_in.BEFORE] = session[sign_in.BEFORE] | {"provider": []}
    session.save()
    sso.says()
    sso.asks_again(client)
    assert not is_fresh(client)


def test_a_provider_that_vouched_vouches_again(client: Client, sso: Sso, settings: Any) -> None:
    settings.OIDC_AMR = frozenset({"mfa"})
    Link.objects.update(vouched_since=NOON)
    sso.says(amr=["pwd"])
    assert sso.asks_again(client).status_code == 403
    assert not is_fresh(client)
    sso.says(amr=["pwd", "mfa"])
    sso.asks_again(client)
    assert is_fresh(client)


@pytest.mark.parametrize("after", ["https://evil.invalid/", "//evil.invalid", "javascript:1", ""])
def test_the_way_back_is_ours(client: Client, sso: Sso, after: str) -> None:
    sso.says()
    sso.asks_again(client)
    assert client.get(reverse("afresh"), {"next": after}).headers["Location"] == "/"

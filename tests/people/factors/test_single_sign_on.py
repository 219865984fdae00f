"""Who gets in by single sign-on, against a provider that answers rightly and wrongly."""

from typing import Any

import pytest
import requests
from django.test import Client
from django.urls import reverse

from people.models import Link, User
from tests.cast import PASSWORD, Cast, code
from tests.ledger.reading import acts, told
from tests.people.factors.conftest import SUBJECT, Sso
from tests.people.factors.sessions import without_password

MEMBER: Any = {"email": "Member@riverside.invalid", "email_verified": True}


def person_in(client: Client) -> str:
    pk = client.session.get("_auth_user_id")
    return User.objects.get(pk=pk).name if pk else ""


def linked(user: User, sso: Sso, **facts: Any) -> Link:
    return Link.objects.create(
        person=user, issuer=sso.issuer, subject=SUBJECT, linked_at="2026-01-01T00:00Z", **facts
    )


def test_first_by_a_verified_address_then_by_issuer_and_subject(sso: Sso, cast: Cast) -> None:
    sso.says(**MEMBER)
    client = Client()
    answer = sso.signs_in(client)
    assert answer.headers["Location"] == "/plans/"
    assert person_in(client) == "Member"
    assert acts() == ["person.link_sign_in"]
    assert told("sign_in_linked") == ["Member"]
    sso.says(email="quite.another@elsewhere.invalid")
    client = Client()
    sso.signs_in(client)
    assert person_in(client) == "Member"
    assert acts() == ["person.link_sign_in"]


@pytest.mark.parametrize(
    "claims",
    [
        {"email": "stranger@riverside.invalid", "email_verified": True},
        {"email": MEMBER["email"]},
        {"email": MEMBER["email"], "email_verified": False},
        {"email": MEMBER["email"], "email_verified": "true"},
        {"tid": "our tenant", "hd": "riverside.invalid", "groups": ["staff"]},
    ],
)
def test_neither_tenant_nor_domain_nor_an_unverified_address_admits(
    sso: Sso, claims: dict[str, Any]
) -> None:
    before = User.objects.count()
    sso.says(**claims)
    client = Client()
    answer = sso.signs_in(client)
    assert answer.status_code == 403
    assert "You need an invitation" in answer.text
    assert person_in(client) == ""
    assert (User.objects.count(), Link.objects.count()) == (before, 0)


def test_the_same_address_of_another_subject_is_somebody_else(sso: Sso, cast: Cast) -> None:
    """Addresses are given to the next person of that name."""
    linked(cast.member, sso)
    sso.says(subject="00u2", **MEMBER)
    client = Client()
    assert sso.signs_in(client).status_code == 403
    assert person_in(client) == ""


def test_the_same_subject_of_another_issuer_is_somebody_else(sso: Sso, cast: Cast) -> None:
    linked(cast.member, sso)
    Link.objects.update(issuer="https://sso.of.before.invalid")
    sso.says()
    client = Client()
    assert sso.signs_in(client).status_code == 403


@pytest.mark.parametrize("how", ["is_active", "left_on"])
def test_whoever_may_not_sign_in_does_not_come_this_way(sso: Sso, cast: Cast, how: str) -> None:
    linked(cast.member, sso)
    ended = {"is_active": False} if how == "is_active" else {"left_on": "2027-01-03"}
    User.objects.filter(pk=cast.member.pk).update(**ended)
    tried: list[dict[str, Any]] = [{}, MEMBER]
    for claims in tried:
        sso.says(**claims)
        client = Client()
        answer = sso.signs_in(client)
        assert person_in(client) == ""
        assert answer.status_code in (302, 403)


@pytest.mark.parametrize(
    "wrong",
    [
        {"signs": "with another key"},
        {"signs": "with our own secret"},
        {"signs": "not at all"},
        {"iss": "https://elsewhere.invalid"},
        {"aud": "another program"},
        {"aud": ["keyholder", "another"], "azp": "another"},
        {"exp": 1_000_000_000},
        {"nonce": "of another question"},
        {"omits": ["nonce"]},
        {"omits": ["sub"]},
        {"omits": ["exp"]},
        {"sub": ""},
        {"sub": 7},
    ],
)
def test_a_token_that_is_not_right_is_refused(sso: Sso, cast: Cast, wrong: dict[str, Any]) -> None:
    linked(cast.member, sso)
    sso.says(**wrong)
    client = Client()
    answer = sso.signs_in(client)
    assert answer.status_code == 403
    assert person_in(client) == ""


def test_an_answer_counts_once_and_in_the_browser_that_asked(sso: Sso, cast: Cast) -> None:
    linked(cast.member, sso)
    sso.says()
    start = reverse("openid_connect_login", args=["oidc"])
    client, stranger = Client(), Client()
    away = client.post(start).headers["Location"]
    back = requests.get(away, allow_redirects=False, timeout=5).headers["Location"]
    back = back.removeprefix("http://testserver")
    assert stranger.get(back).status_code == 403
    assert client.get(back).status_code == 302
    assert Client().get(back).status_code == 403
    assert client.get(back).status_code == 403


def test_no_question_of_the_visitor_reaches_the_provider(sso: Sso, cast: Cast) -> None:
    """allauth would pass on what stands in the address."""
    linked(cast.member, sso)
    start = reverse("openid_connect_login", args=["oidc"])
    sso.says()
    client = Client()
    assert client.get(start).status_code == 200
    sso.comes_back(client, start, next="/&auth_params=acr_values%3Dweak%26prompt%3Dnone&scope=x")
    asked = sso.says()[-1]
    assert not {"acr_values", "prompt"} & asked.keys()
    assert set(asked["scope"].split()) == {"openid", "email", "profile"}


def test_an_address_of_another_site_is_no_way_back(sso: Sso, cast: Cast) -> None:
    linked(cast.member, sso)
    sso.says()
    start = reverse("openid_connect_login", args=["oidc"])
    answer = sso.comes_back(Client(), start, next="https://evil.invalid/")
    assert answer.headers["Location"] == "/"


def test_ones_own_second_step_is_asked_for(sso: Sso, cast: Cast) -> None:
    linked(cast.officer, sso)
    sso.says()
    client = Client()
    assert sso.signs_in(client).headers["Location"].startswith(reverse("mfa_authenticate"))
    assert person_in(client) == ""
    client.post(reverse("mfa_authenticate"), {"code": code()})
    assert person_in(client) == "Officer"


def test_the_strength_that_is_asked_for_must_be_said(sso: Sso, cast: Cast, settings: Any) -> None:
    settings.OIDC_ACR = frozenset({"mfa"})
    linked(cast.member, sso)
    for wrong in ({}, {"acr": "password"}, {"acr": None}, {"acr": ["mfa"]}):
        sso.says(**wrong)
        client = Client()
        assert sso.signs_in(client).status_code == 403, wrong
        assert person_in(client) == ""
    sso.says(acr="mfa")
    sso.signs_in(client)
    assert person_in(client) == "Member"


def test_a_provider_that_is_away_breaks_nothing(sso: Sso, settings: Any) -> None:
    apps = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    apps[0]["settings"]["server_url"] = "http://127.0.0.1:9"
    answer = Client().post(reverse("openid_connect_login", args=["oidc"]))
    assert answer.status_code == 403
    assert "could not be reached" in answer.text
    assert Client().get("/accounts/oidc/another/login/").status_code == 404


def test_whose_second_step_is_the_providers_needs_it(sso: Sso, cast: Cast, settings: Any) -> None:
    """Else a password alone would open what a second step must."""
    settings.OIDC_AMR = frozenset({"mfa"})
    linked(cast.member, sso)
    sso.says(amr=["pwd", "mfa"])
    sso.signs_in(Client())
    client = Client()
    data = {"login": cast.member.email, "password": PASSWORD}
    answer = client.post(reverse("account_login"), data, follow=True)
    assert "Sign in through your organisation" in answer.text
    assert person_in(client) == ""


def test_first_password_by_a_fresh_proof_alone(sso: Sso, cast: Cast) -> None:
    linked(without_password(cast.member), sso)
    sso.says()
    client = Client()
    sso.signs_in(client)
    new = {"password1": "an honest new password", "password2": "an honest new password"}
    page = reverse("account_set_password")
    assert client.post(page, new).headers["Location"].startswith(reverse("afresh"))
    sso.asks_again(client, next=page)
    client.post(page, new)
    assert User.objects.get(pk=cast.member.pk).has_usable_password()

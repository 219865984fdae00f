"""What a browser may answer for a passkey, and what nobody gets in with."""

import copy
import json
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import caches
from django.test import Client
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.cast import PASSWORD, Cast
from tests.people.factors.software_key import PRESENT, SoftwareKey

ADD, AUTHENTICATE = "mfa_add_webauthn", "mfa_authenticate"

WRONG: list[Any] = [None, 1, "", "AAAA", "é", "A" * 9000, {}, []]


@pytest.fixture
def key() -> SoftwareKey:
    return SoftwareKey()


@pytest.fixture
def client(cast: Cast, key: SoftwareKey) -> Client:
    """Of somebody who has a passkey, and has shown the password."""
    client = Client(headers={"Host": "localhost"})
    password(client, cast)
    answer = add(client, key.create(options(client, ADD)))
    assert "Your passkey is set up." in answer.text
    client.post(reverse("account_logout"))
    password(client, cast)
    return client


def password(client: Client, cast: Cast) -> None:
    data = {"login": cast.member.email, "password": PASSWORD}
    assert client.post(reverse("account_login"), data).status_code == 302


def options(client: Client, page: str) -> dict[str, Any]:
    said = client.get(reverse(page)).context["js_data"]
    found: dict[str, Any] = said.get("creation_options") or said["request_options"]
    return json.loads(json.dumps(found, default=str))  # type: ignore[no-any-return]


def add(client: Client, credential: Any) -> Any:
    sent = {"name": "Key", "credential": json.dumps(credential)}
    return client.post(reverse(ADD), sent)


def shows(client: Client, credential: Any) -> bool:
    caches["default"].clear()  # how often somebody may try is another test's
    answer = client.post(reverse(AUTHENTICATE), {"credential": json.dumps(credential)})
    assert answer.status_code < 500
    return "_auth_user_id" in client.session


def test_the_right_answer_signs_in(client: Client, key: SoftwareKey) -> None:
    assert shows(client, key.get(options(client, AUTHENTICATE)))


def test_without_pin_or_finger_it_does_not(client: Client, key: SoftwareKey) -> None:
    assert not shows(client, key.get(options(client, AUTHENTICATE), flags=PRESENT))


def test_nor_with_a_wrong_signature(client: Client, key: SoftwareKey) -> None:
    assert not shows(client, key.get(options(client, AUTHENTICATE), sign=False))


def test_nor_with_another_key_or_an_old_challenge(client: Client, key: SoftwareKey) -> None:
    assert not shows(client, SoftwareKey().get(options(client, AUTHENTICATE)))
    old = options(client, AUTHENTICATE)
    options(client, AUTHENTICATE)
    assert not shows(client, key.get(old))


def test_a_key_without_pin_is_not_added(cast: Cast, key: SoftwareKey) -> None:
    client = Client(headers={"Host": "localhost"})
    password(client, cast)
    add(client, key.create(options(client, ADD), flags=PRESENT))
    assert not Authenticator.objects.filter(user=cast.member).exists()


def test_by_number_the_page_says_why_not(cast: Cast) -> None:
    client = Client(headers={"Host": "127.0.0.1:8000"})
    password(client, cast)
    assert "Open it by its name" in client.get(reverse(ADD)).text


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=6,
)


def test_nothing_that_is_sent_breaks_it(client: Client, key: SoftwareKey) -> None:
    right = key.get(options(client, AUTHENTICATE))
    made = key.create({"publicKey": {"challenge": "AAAA"}})
    assert not shows(client, made)
    for whole in (right, made):
        for name in ("id", "rawId", "type", "response"):
            assert not shows(client, {**whole, name: None})
        for name in whole["response"]:
            for wrong in WRONG:
                broken = copy.deepcopy(whole)
                broken["response"][name] = wrong
                options(client, AUTHENTICATE)
                assert not shows(client, broken)

    @given(ANYTHING)
    @settings(max_examples=60)
    def anything(sent: Any) -> None:
        assert not shows(client, sent)

    anything()


def test_nothing_that_is_sent_breaks_adding(cast: Cast, key: SoftwareKey) -> None:
    client = Client(headers={"Host": "localhost"})
    password(client, cast)
    right = key.create(options(client, ADD))
    for name in right["response"]:
        for wrong in WRONG:
            broken = copy.deepcopy(right)
            broken["response"][name] = wrong
            options(client, ADD)
            assert add(client, broken).status_code == 200
    sends: list[Any] = [[], "x", 1, None, {}, {"response": {}}, {**right, "rawId": "é"}]
    for sent in sends:
        options(client, ADD)
        assert add(client, sent).status_code == 200
    assert not Authenticator.objects.filter(user=cast.member).exists()

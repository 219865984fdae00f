"""A steward revokes a token; neither its id nor its hash is ever shown."""

import datetime

import pytest
from django.test import Client
from django.utils import timezone

from people import tokens
from people.models import Token
from tests.cast import Cast
from tests.ledger.reading import last
from tests.pages.conftest import SignIn

LIST = "/admin/people/token/"


@pytest.fixture
def token(cast: Cast) -> Token:
    return tokens.issue("Website", scopes=["register:read"], days=None, person=None)[0]


@pytest.fixture
def at(token: Token) -> str:
    return f"{LIST}{token.prefix}/revoke/"


def test_its_hash_is_never_shown(steward: Client, token: Token, at: str) -> None:
    listed = steward.get(LIST).text
    assert at in listed
    assert token.hashed_key not in listed
    assert token.pk not in listed
    assert "Website" in steward.get(at).text


def test_it_opens_nothing_any_more(steward: Client, token: Token, at: str) -> None:
    assert steward.post(at).status_code == 302
    token.refresh_from_db()
    assert token.revoked
    assert "Revoked" in steward.get(LIST).text


def test_the_entry_names_it_by_its_prefix(steward: Client, token: Token, at: str) -> None:
    steward.post(at)
    entry = last("token.revoke")
    assert (entry.actor, entry.subject) == ("Steward", "Website")
    assert entry.facts == {"prefix": token.prefix}


def test_one_that_has_expired_says_so(steward: Client, token: Token, at: str) -> None:
    Token.objects.update(expiry_date=timezone.now() - datetime.timedelta(days=1))
    listed = steward.get(LIST).text
    assert "Expired" in listed
    assert at not in listed


def test_nobody_else_revokes_one(cast: Cast, sign_in: SignIn, token: Token, at: str) -> None:
    assert sign_in(cast.head).post(at).status_code == 302
    token.refresh_from_db()
    assert not token.revoked


def test_one_that_is_not_there_is_not_found(steward: Client) -> None:
    assert steward.post(f"{LIST}nothing/revoke/").status_code == 404

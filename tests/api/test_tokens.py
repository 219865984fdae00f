"""Who may call what: without a token, with each scope, with a token that is none."""

import datetime
import time
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from api import recent
from people import tokens
from people.models import Scope, Token
from tests import cast as given
from tests.api.conftest import BASE, Caller
from tests.api.test_plans import send
from tests.cast import Cast

PUBLIC = ["channels", "channels.csv", "channels.json", "channels.xlsx", "verify?url=x.com/a"]
PUBLIC += ["platforms", "teams", "schema", "docs"]
NEEDS = {
    ("get", "channels?state=live"): {"register:read"},
    ("get", "plans"): {"plans:write", "register:read"},
    ("post", "plans"): {"plans:write"},
    ("get", "plans/{plan}"): {"plans:write", "register:read"},
    ("patch", "plans/{plan}"): {"plans:write"},
    ("post", "plans/{plan}/steps/withdraw"): {"plans:write"},
    ("get", "channels/{channel}/steps"): {"channels:write"},
    ("post", "channels/{channel}/steps/suspend"): {"channels:write"},
    ("get", "ledger"): {"ledger:read"},
}


def call(client: Client, method: str, path: str) -> Any:
    return client.get(f"{BASE}/{path}") if method == "get" else send(client, method, path)


def test_every_call_asks_for_its_scope(cast: Cast, caller: Caller, anybody: Client) -> None:
    channel = given.live_channel(cast)
    plan = given.submitted(cast, answers={"handle": "@second"}, platform="x")
    clients = {scope: caller(scope, person=cast.lead) for scope in Scope.values}
    for (method, address), scopes in NEEDS.items():
        path = address.format(plan=plan.pk, channel=channel.pk)
        without = call(anybody, method, path)
        assert without.status_code == 401, path
        assert without["WWW-Authenticate"] == "Api-Key"
        for scope, client in clients.items():
            answered = call(client, method, path)
            if scope not in scopes:
                assert answered.status_code == 403, (path, scope)
                assert all(each in answered.json()["detail"] for each in scopes)
            elif method == "get":
                assert answered.status_code == 200, (path, scope)
            else:
                assert answered.status_code != 401, (path, scope)


@pytest.mark.parametrize("path", PUBLIC)
def test_public_calls_need_no_token(cast: Cast, anybody: Client, path: str) -> None:
    given.live_channel(cast)
    response = anybody.get(f"{BASE}/{path}")
    assert response.status_code == 200
    assert b"".join(response)


@pytest.mark.parametrize(
    "header",
    [
        "Api-Key",
        "Api-Key ",
        "Api-Key nonsense",
        "Api-Key a.b",
        "Api-Key \x00.b",
        "Api-Key é.é",
        f"Api-Key {'x' * 5000}.y",
        "Bearer a.b",
        "Basic YTpi",
        "a.b",
    ],
)
def test_invalid_token_is_401_even_for_what_is_public(db: None, header: str) -> None:
    refused = Client(headers={"authorization": header}).get(f"{BASE}/channels")
    assert refused.status_code == 401
    assert refused["WWW-Authenticate"] == "Api-Key"
    assert refused["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("how", ["revoked", "expired", "person left"])
def test_token_that_is_over_is_401(cast: Cast, how: str) -> None:
    token, text = tokens.issue("test", scopes=["channels:read"], days=1, person=cast.lead)
    client = Client(headers={"authorization": f"api-key {text}"})
    assert client.get(f"{BASE}/channels").status_code == 200
    recent.forget()
    if how == "revoked":
        Token.objects.filter(pk=token.pk).update(revoked=True)
    elif how == "expired":
        yesterday = timezone.now() - datetime.timedelta(days=1)
        Token.objects.filter(pk=token.pk).update(expiry_date=yesterday)
    else:
        cast.lead.is_active = False
        cast.lead.save()
    assert client.get(f"{BASE}/channels").status_code == 401


def test_reader_that_is_revoked_elsewhere_is_out_within_seconds(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = time.monotonic()
    monkeypatch.setattr("api.recent.now", lambda: now)
    token, text = tokens.issue("test", scopes=["register:read"], days=1, person=None)
    client = Client(headers={"authorization": f"Api-Key {text}"})
    assert client.get(f"{BASE}/channels").status_code == 200
    Token.objects.filter(pk=token.pk).update(revoked=True)
    assert client.get(f"{BASE}/channels").status_code == 200
    monkeypatch.setattr("api.recent.now", lambda: now + recent.LONGEST_AGE + 0.1)
    assert client.get(f"{BASE}/channels").status_code == 401


@pytest.mark.parametrize("scope", ["plans:write", "channels:write", "ledger:read"])
def test_token_that_does_more_is_looked_up_each_time(cast: Cast, scope: str) -> None:
    token, text = tokens.issue("test", scopes=[scope, "register:read"], days=1, person=cast.lead)
    client = Client(headers={"authorization": f"Api-Key {text}"})
    assert client.get(f"{BASE}/channels").status_code == 200
    Token.objects.filter(pk=token.pk).update(revoked=True)
    assert client.get(f"{BASE}/channels").status_code == 401


def test_session_is_no_token(cast: Cast, client: Client) -> None:
    client.force_login(cast.officer)
    assert client.get(f"{BASE}/plans").status_code == 401

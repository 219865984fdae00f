"""Every error is problem+json, whatever was asked; what is public can be read from other sites."""

from typing import Any

import pytest
from django.test import Client

from tests import cast as given
from tests.api.conftest import BASE, Caller
from tests.cast import Cast

PROBLEM = {"type", "title", "status", "detail"}


@pytest.mark.parametrize(
    "path",
    [
        *("/api", "/api/", "/api/v1", "/api/v2/channels", "/api/../admin"),
        *(f"{BASE}/{rest}" for rest in ("", "nothing", "channels.txt", "channels//", "%00", "é🦄")),
    ],
)
@pytest.mark.parametrize("method", ["get", "post", "put", "patch", "delete", "head"])
def test_unknown_address(db: None, anybody: Client, settings: Any, path: str, method: str) -> None:
    for debug in (True, False):
        settings.DEBUG = debug
        found = getattr(anybody, method)(f"{path}")
        assert found.status_code == 404
        assert found["Content-Type"] == "application/problem+json"
        if method != "head":
            assert set(found.json()) == PROBLEM


@pytest.mark.parametrize("path", ["channels", "verify", "schema", "ledger", "channels.csv"])
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
def test_wrong_method(db: None, anybody: Client, path: str, method: str) -> None:
    refused = getattr(anybody, method)(f"{BASE}/{path}")
    assert refused.status_code == 405
    assert refused["Content-Type"] == "application/problem+json"
    assert "GET" in refused["Allow"]


def test_a_slash_too_many_is_forgiven(cast: Cast, anybody: Client, caller: Caller) -> None:
    channel = given.live_channel(cast)
    assert anybody.get(f"{BASE}/channels/").json()["results"]
    assert anybody.get(f"{BASE}/channels/{channel.pk}/").json()["id"] == str(channel.pk)
    lead = caller("plans:write", person=cast.lead)
    started = lead.post(f"{BASE}/plans/", {}, content_type="application/json")
    assert started.status_code == 400


def test_too_many_parameters(db: None, anybody: Client) -> None:
    query = "&".join(f"p{number}=1" for number in range(1_500))
    refused = anybody.get(f"{BASE}/channels?{query}")
    assert refused.status_code == 400
    assert refused["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("accept", ["text/html", "application/xml", "nonsense", "*/*;q=x"])
def test_accept_is_no_hurdle(db: None, anybody: Client, accept: str) -> None:
    assert anybody.get(f"{BASE}/channels", headers={"accept": accept}).status_code == 200


OTHER_SITE = {"origin": "https://elsewhere.example"}


@pytest.mark.parametrize(
    "path", ["channels", "verify?url=x.com/a", "verify", "teams", "channels.csv", "schema"]
)
def test_public_answers_are_open_to_other_sites(db: None, anybody: Client, path: str) -> None:
    answered = anybody.get(f"{BASE}/{path}", headers=OTHER_SITE)
    assert answered["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in answered


def test_what_a_token_reads_is_not(cast: Cast, caller: Caller) -> None:
    program = caller("register:read", "ledger:read", "plans:write", person=cast.lead)
    for path in ("channels", "ledger", "plans", "verify?url=x.com/a"):
        answered = program.get(f"{BASE}/{path}", headers=OTHER_SITE)
        assert answered.status_code == 200
        assert "Access-Control-Allow-Origin" not in answered
        assert "Authorization" in answered["Vary"]


def test_preflight(cast: Cast, anybody: Client) -> None:
    asked = {"access-control-request-method": "GET", **OTHER_SITE}
    allowed = anybody.options(f"{BASE}/channels", headers=asked)
    assert allowed.status_code == 204
    assert allowed["Access-Control-Allow-Origin"] == "*"
    assert "authorization" not in allowed["Access-Control-Allow-Headers"].lower()
    for path, method in (("plans", "GET"), ("ledger", "GET"), ("channels", "DELETE")):
        asked = {"access-control-request-method": method, **OTHER_SITE}
        refused = anybody.options(f"{BASE}/{path}", headers=asked)
        assert "Access-Control-Allow-Methods" not in refused


def test_rates_by_address_and_by_token(cast: Cast, caller: Caller, settings: Any) -> None:
    settings.KEYHOLDER_RATE_WITHOUT_TOKEN = "3/hour"
    settings.KEYHOLDER_RATE_WITH_TOKEN = "5/hour"
    here, there = Client(REMOTE_ADDR="192.0.2.1"), Client(REMOTE_ADDR="192.0.2.2")
    assert [here.get(f"{BASE}/teams").status_code for _ in range(5)] == [200] * 3 + [429] * 2
    assert there.get(f"{BASE}/teams").status_code == 200
    forged = here.get(f"{BASE}/teams", headers={"x-forwarded-for": "198.51.100.7"})
    assert forged.status_code == 429
    assert 0 < int(forged["Retry-After"]) <= 3600
    assert forged["Content-Type"] == "application/problem+json"
    assert forged["Access-Control-Allow-Origin"] == "*"
    program = caller("channels:read")
    assert [program.get(f"{BASE}/teams").status_code for _ in range(6)] == [200] * 5 + [429]


def test_guessing_tokens_is_counted(db: None, settings: Any) -> None:
    settings.KEYHOLDER_RATE_WITHOUT_TOKEN = "3/hour"
    guesser = Client(headers={"authorization": "Api-Key a.b"})
    found = [guesser.get(f"{BASE}/teams").status_code for _ in range(5)]
    assert found == [401] * 3 + [429] * 2

"""Keys by token: deposited, then proposed anew, and never shown."""

import json
from typing import Any

import pytest
from django.test import Client

from governance.models import Channel
from people import tokens
from tests import cast as given
from tests.cast import Cast
from vault.models import Version

MARKER = "marker-6f1d9c-secret"


@pytest.fixture
def channel(cast: Cast) -> Channel:
    return given.approved_channel(cast)


def post(channel: Channel, person: Any, body: Any, scope: str = "channels:write") -> Any:
    _, token = tokens.issue("test", scopes=[scope], days=1, person=person)
    return Client().post(
        f"/api/v1/channels/{channel.pk}/keys",
        body if isinstance(body, str) else json.dumps(body),
        content_type="application/json",
        headers={"authorization": f"Api-Key {token}"},
    )


def test_first_deposit_then_a_proposal(cast: Cast, channel: Channel) -> None:
    keys = {"username": "riverside", "password": MARKER, "backup_codes": ["a1", "b2", "c3"]}
    first = post(channel, cast.lead, keys)
    assert first.status_code == 201, first.content
    assert first.json() == {
        "deposited": ["username", "password", "backup_codes"],
        "rotation": None,
    }
    second = post(channel, cast.lead, {"password": MARKER + "2"})
    assert second.status_code == 201, second.content
    assert second.json()["rotation"]["state"] == "proposed"
    assert MARKER not in (first.content + second.content).decode()
    assert Version.objects.filter(standing="current").count() == 1


@pytest.mark.parametrize("name", ["outsider", "member", "auditor", "steward", "executive"])
def test_the_wrong_person_deposits_nothing(cast: Cast, channel: Channel, name: str) -> None:
    answer = post(channel, cast.everybody[name], {"password": MARKER})
    assert answer.status_code == 403
    assert not Version.objects.exists()


def test_the_wrong_scope(cast: Cast, channel: Channel) -> None:
    assert post(channel, cast.lead, {"password": MARKER}, "plans:write").status_code == 403


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"pasword": MARKER}, "pasword"),
        ({"password": ""}, "password"),
        ({"password": 7}, "password"),
        ({"password": ["x"]}, "password"),
        ({"password": "a\0b"}, "password"),
        ({"totp_seed": "not a seed!"}, "totp_seed"),
        ({"notes": "x" * 70_000}, "notes"),
        ({"backup_codes": [1]}, "backup_codes"),
    ],
)
def test_bad_input_is_said_by_field(
    cast: Cast, channel: Channel, body: dict[str, Any], field: str
) -> None:
    answer = post(channel, cast.lead, body)
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    assert field in answer.json()["errors"]
    assert MARKER not in answer.content.decode()


@pytest.mark.parametrize("body", ["", "[]", "{", '"x"', "{}"])
def test_no_object_or_nothing_in_it(cast: Cast, channel: Channel, body: str) -> None:
    assert post(channel, cast.lead, body).status_code == 400


def test_an_unknown_channel(cast: Cast, channel: Channel) -> None:
    channel.pk = "00000000-0000-4000-8000-000000000000"
    assert post(channel, cast.lead, {"password": MARKER}).status_code == 404

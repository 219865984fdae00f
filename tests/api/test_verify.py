"""Is this account official? Above all a test for *no*."""

import datetime
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client

from governance.channels import acts as channels
from tests import cast as given
from tests.api.conftest import BASE, Caller
from tests.api.test_channels import imported
from tests.cast import TODAY, Cast


def verify(client: Client, url: str) -> dict[str, Any]:
    response = client.get(f"{BASE}/verify?url={quote(url, safe='')}")
    assert response.status_code == 200, response.content
    found: dict[str, Any] = response.json()
    assert set(found) == {"query", "verdict", "message", "channel", "checked_at"}
    assert found["query"] == {"url": url}
    return found


SPELLINGS = [
    "https://x.com/kh1",
    "http://x.com/kh1",
    "x.com/kh1",
    "www.x.com/kh1/",
    "https://m.x.com/KH1",
    "https://mobile.twitter.com/Kh1?lang=en#top",
    "twitter.com/@kh1",
    "https://twitter.com/#!/kh1",
    "HTTPS://X.COM/kh1",
]
NEIGHBOURS = [
    "https://x.com/kh",
    "https://x.com/kh2",
    "https://x.com/kh11",
    "https://x.com/k_h1",
    "https://x.com/khl",
    "https://x.com/kh\u01311",
    "https://facebook.com/kh1",
]


@pytest.mark.parametrize("url", SPELLINGS)
def test_every_usual_spelling_is_official(cast: Cast, anybody: Client, url: str) -> None:
    channel = imported(1, team=cast.team)
    found = verify(anybody, url)
    assert found["verdict"] == "official"
    assert found["channel"]["id"] == str(channel.pk)
    assert "Channel 1" in found["message"]


def test_official_means_confirmed_lately(cast: Cast, anybody: Client) -> None:
    channel = imported(1, team=cast.team)
    found = verify(anybody, channel.url)
    assert found["channel"]["confirmed_on"] is None
    assert found["message"].endswith("It is official, but not confirmed yet.")
    channel.confirmed_on = datetime.date(2026, 10, 12)
    channel.save()
    found = verify(anybody, channel.url)
    assert found["channel"]["confirmed_on"] == "2026-10-12"
    assert found["message"].endswith("It is official, last confirmed on 12 October 2026.")


@pytest.mark.parametrize(
    "handle", ["linktr.ee/kh1", "instagram.com/p/kh1", "www.trust.nhs.uk/kh1", "x.com/i/kh1"]
)
def test_other_addresses_are_no_handles(cast: Cast, anybody: Client, handle: str) -> None:
    imported(1, team=cast.team)
    asked = {"platform": "x", "handle": handle}
    found = anybody.get(f"{BASE}/verify", asked).json()
    assert (found["verdict"], found["channel"]) == ("not_listed", None)
    assert "is not the handle of an account on X. Write it like" in found["message"]


@pytest.mark.parametrize("url", NEIGHBOURS)
def test_neighbours_are_not_listed(cast: Cast, anybody: Client, url: str) -> None:
    imported(1, team=cast.team)
    found = verify(anybody, url)
    assert (found["verdict"], found["channel"]) == ("not_listed", None)
    assert "not on the list" in found["message"]
    assert "fake" not in found["message"].lower()


@pytest.mark.parametrize(
    "url",
    [
        "https://x.com.example.org/kh1",
        "https://xcom/kh1",
        "https://example.org/x.com/kh1",
        "https://xn--.com/kh1",
        "https://\u0445.com/kh1",
        "javascript:alert(1)",
        "somebody@x.com",
        "hello",
        "🦄",
        "\u202ehttps://x.com/kh1",
        "<script>alert(1)</script>",
        "https://x.com:99999/kh1",
        "x" * 2000,
    ],
)
def test_what_is_no_known_address_is_unsupported(cast: Cast, anybody: Client, url: str) -> None:
    imported(1, team=cast.team)
    found = verify(anybody, url)
    assert (found["verdict"], found["channel"]) == ("unsupported", None)
    assert "not on the list" in found["message"]


def test_page_of_a_platform_that_is_no_account_is_not_listed(cast: Cast, anybody: Client) -> None:
    assert verify(anybody, "https://x.com/search?q=kh1")["verdict"] == "not_listed"


@pytest.mark.parametrize(
    ("query", "verdict"),
    [
        ("platform=x&handle=@KH1", "official"),
        ("platform=Twitter&handle=kh1", "official"),
        ("platform=x&handle=kh2", "not_listed"),
        ("platform=x&handle=not%20a%20handle", "not_listed"),
        ("platform=nowhere&handle=kh1", "unsupported"),
    ],
)
def test_platform_and_handle(cast: Cast, anybody: Client, query: str, verdict: str) -> None:
    imported(1, team=cast.team)
    response = anybody.get(f"{BASE}/verify?{query}")
    assert response.status_code == 200
    assert response.json()["verdict"] == verdict


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("", "url"),
        ("?url=", "url"),
        ("?url=%00", "url"),
        (f"?url={'x' * 2001}", "url"),
        ("?url=x.com/kh1&handle=kh1", "url"),
        ("?platform=x", "handle"),
        ("?handle=kh1", "platform"),
        ("?account=kh1", "account"),
    ],
)
def test_question_that_cannot_be_read_is_400(
    cast: Cast, anybody: Client, query: str, named: str
) -> None:
    response = anybody.get(f"{BASE}/verify{query}")
    assert response.status_code == 400
    assert named in response.json()["errors"]


def test_suspended_is_told_without_the_channel(cast: Cast, anybody: Client, caller: Caller) -> None:
    channel = given.suspended_channel(cast)
    found = verify(anybody, channel.url)
    assert (found["verdict"], found["channel"]) == ("suspended", None)
    assert "not on the list" in found["message"]
    seen = verify(caller("register:read"), channel.url)
    assert seen["channel"]["id"] == str(channel.pk)
    assert seen["channel"]["state"] == "suspended"


def test_approved_and_closed_ones_are_not_listed(cast: Cast, anybody: Client) -> None:
    approved = given.approved_channel(cast)
    assert verify(anybody, approved.url)["verdict"] == "not_listed"
    imported(1, team=cast.team, platform="facebook", state="approved")
    assert verify(anybody, "https://facebook.com/kh1")["verdict"] == "not_listed"


def test_retired_only_where_nothing_newer_stands(cast: Cast, anybody: Client) -> None:
    channel = imported(1, team=cast.team)
    closing = {"records_captured": True, "no_closing_notice": "Nobody followed it."}
    channels.prepare_closing(channel, by=cast.officer, today=TODAY, **closing)
    channels.retire(
        channel, by=cast.officer, today=TODAY, ending="closed", archive="Archive.", reason="Over."
    )
    assert verify(anybody, "x.com/kh1")["verdict"] == "retired"
    successor = imported(1, team=cast.other_team)
    assert verify(anybody, "x.com/kh1")["channel"]["id"] == str(successor.pk)
    channels.suspend(successor, by=cast.officer, today=TODAY, cause="content", reason="Policy.")
    assert verify(anybody, "x.com/kh1")["verdict"] == "suspended"


def test_register_reader_sees_people(cast: Cast, caller: Caller) -> None:
    channel = given.live_channel(cast)
    found = verify(caller("register:read"), channel.url)
    assert found["verdict"] == "official"
    assert found["channel"]["lead"]["name"] == "Lead"

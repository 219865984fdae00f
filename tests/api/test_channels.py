"""The list of channels and one of them: who sees what, filters, pages, tags."""

import uuid
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from api import recent
from governance.channels import acts as channels
from governance.models import Channel, Platform
from people.models import Team
from tests import cast as given
from tests.api.conftest import BASE, Caller
from tests.cast import TODAY, Cast

PUBLIC_FACTS = {
    *("id", "name", "platform", "handle", "url", "previous_urls", "team", "tier", "state"),
    *("purpose", "monitored", "confirmed_on", "approved_on", "live_since", "ends_on"),
    *("updated_at", "verify_url"),
}
PEOPLE = {"lead", "administrators", "next_reviews", "access"}


def listed(client: Client, query: str = "") -> list[dict[str, Any]]:
    response = client.get(f"{BASE}/channels{query}")
    assert response.status_code == 200, response.content
    found: list[dict[str, Any]] = response.json()["results"]
    return found


def imported(number: int, *, team: Team, platform: str = "x", **facts: Any) -> Channel:
    """A live channel without the long way through a plan."""
    channel = Channel(
        name=facts.pop("name", f"Channel {number}"),
        platform=Platform.objects.get(slug=platform),
        handle=f"kh{number}",
        address_key=f"{platform}.com/kh{number}",
        url=f"https://{platform}.com/kh{number}",
        team=team,
        approval="imported",
        approved_on=TODAY,
        live_since=TODAY,
        access_method="keys",
    )
    channel.__dict__["state"] = facts.pop("state", "live")
    channel.save()
    return channel


def test_live_channel_is_listed_without_people(cast: Cast, anybody: Client) -> None:
    channel = given.live_channel(cast)
    (found,) = listed(anybody)
    assert set(found) == PUBLIC_FACTS
    assert found["id"] == str(channel.pk)
    assert found["state"] == "live"


@pytest.mark.parametrize("bring", [given.approved_channel, given.suspended_channel])
def test_channel_that_is_not_live_is_not_there(cast: Cast, anybody: Client, bring: Any) -> None:
    channel = bring(cast)
    assert listed(anybody) == []
    assert anybody.get(f"{BASE}/channels/{channel.pk}").status_code == 404


def test_register_shows_people_and_states(cast: Cast, caller: Caller) -> None:
    channel = given.suspended_channel(cast)
    program = caller("register:read")
    assert listed(program) == []
    (found,) = listed(program, "?state=suspended")
    assert set(found) == PUBLIC_FACTS | PEOPLE
    assert found["lead"] == {"name": "Lead", "email": "lead@riverside.invalid"}
    one = program.get(f"{BASE}/channels/{channel.pk}").json()
    assert one == found


def test_closed_platform_is_registered_and_not_public(
    cast: Cast, anybody: Client, caller: Caller
) -> None:
    imported(1, team=cast.team, platform="discord")
    assert listed(anybody) == []
    assert len(listed(caller("register:read"))) == 1


def test_filters(cast: Cast, anybody: Client) -> None:
    one = imported(1, team=cast.team, name="Children's Therapies")
    two = imported(2, team=cast.other_team, platform="instagram", name="Pharmacy 100%")
    assert [each["id"] for each in listed(anybody)] == [str(two.pk), str(one.pk)]
    for query, expected in {
        "?platform=x": [one],
        "?team=pharmacy": [two],
        "?platform=x&team=pharmacy": [],
        "?q=THERAPIES": [one],
        "?q=therapies+children": [one],
        "?q=@KH2": [two],
        "?q=100%25": [two],
        "?q=k_2": [],
        "?q=https://twitter.com/KH1/": [one],
        "?q=🦄": [],
        "?updated_since=2099-01-01": [],
        "?updated_since=2000-01-01": [two, one],
    }.items():
        assert [each["id"] for each in listed(anybody, query)] == [
            str(each.pk) for each in expected
        ], query


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("?platform=nowhere", "platform"),
        ("?team=nobody", "team"),
        ("?colour=red", "colour"),
        ("?page_size=0", "page_size"),
        ("?page_size=201", "page_size"),
        ("?page_size=²", "page_size"),
        ("?cursor=again", "cursor"),
        ("?cursor=%00", "cursor"),
        ("?updated_since=yesterday", "updated_since"),
        ("?updated_since=0001-01-01T00:00:00%2B23:59", "updated_since"),
        ("?q=", "q"),
        ("?q=a%00b", "q"),
        (f"?q={'x' * 201}", "q"),
        ("?platform=x&platform=instagram", "platform"),
        ("?state=open", "state"),
    ],
)
def test_wrong_parameter_is_named(cast: Cast, anybody: Client, query: str, named: str) -> None:
    response = anybody.get(f"{BASE}/channels{query}")
    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"
    assert list(response.json()["errors"]) == [named]


def test_state_needs_the_register(cast: Cast, anybody: Client, caller: Caller) -> None:
    assert anybody.get(f"{BASE}/channels?state=live").status_code == 401
    refused = caller("channels:read").get(f"{BASE}/channels?state=live")
    assert refused.status_code == 403
    assert "register:read" in refused.json()["detail"]


def test_pages_forth_and_back(cast: Cast, anybody: Client) -> None:
    ids = [str(imported(number, team=cast.team).pk) for number in range(7)][::-1]
    pages, address = [], f"{BASE}/channels?page_size=3&platform=x"
    while address:
        page = anybody.get(address).json()
        pages.append(page)
        address = page["next"]
    assert [each["id"] for page in pages for each in page["results"]] == ids
    assert [len(page["results"]) for page in pages] == [3, 3, 1]
    assert pages[0]["previous"] is None
    back = anybody.get(pages[2]["previous"]).json()
    assert back["results"] == pages[1]["results"]
    first = anybody.get(back["previous"]).json()
    assert first["results"] == pages[0]["results"]
    assert first["previous"] is None


def test_unchanged_channels_are_seen_once_while_others_change(cast: Cast, anybody: Client) -> None:
    made = [imported(number, team=cast.team) for number in range(6)]
    first = anybody.get(f"{BASE}/channels?page_size=3").json()
    made[0].save()  # moves to the front
    imported(99, team=cast.team)
    channels.suspend(made[1], by=cast.officer, today=TODAY, cause="content", reason="Policy.")
    rest = anybody.get(first["next"]).json()
    seen = [each["name"] for each in first["results"] + rest["results"]]
    assert seen == ["Channel 5", "Channel 4", "Channel 3", "Channel 2"]
    assert rest["next"] is None


def test_tag_holds_until_something_changes(cast: Cast, anybody: Client) -> None:
    channel = given.live_channel(cast)
    first = anybody.get(f"{BASE}/channels")
    again = anybody.get(f"{BASE}/channels", headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304
    assert again.content == b""
    assert again["ETag"] == first["ETag"]
    assert again["Access-Control-Allow-Origin"] == "*"
    channels.suspend(channel, by=cast.officer, today=TODAY, cause="content", reason="Policy.")
    changed = anybody.get(f"{BASE}/channels", headers={"if-none-match": f"W/{first['ETag']}, *"})
    assert changed.status_code == 200
    assert changed["ETag"] != first["ETag"]


def test_tag_of_one_list_says_nothing_of_the_other(
    cast: Cast, anybody: Client, caller: Caller
) -> None:
    given.live_channel(cast)
    public = anybody.get(f"{BASE}/channels")
    program = caller("register:read")
    for number in range(20):
        tag = f'"p{number}", {public["ETag"]}'
        assert program.get(f"{BASE}/channels", headers={"if-none-match": tag}).status_code == 200


def test_list_takes_one_query_and_one_for_the_token(
    cast: Cast,
    anybody: Client,
    caller: Caller,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    given.live_channel(cast)
    query = "?platform=instagram&team=therapies&q=children&updated_since=2020-01-01"
    program = caller("register:read")
    for client, queries in ((anybody, 1), (program, 2)):
        recent.forget()
        with django_assert_num_queries(queries):
            assert len(listed(client, query)) == 1
        tag = client.get(f"{BASE}/channels{query}")["ETag"]
        recent.forget()
        with django_assert_num_queries(queries):
            client.get(f"{BASE}/channels{query}", headers={"if-none-match": tag})


@pytest.mark.parametrize("ident", [uuid.uuid4(), "1", "%00", "..", "🦄", "x" * 3000])
def test_unknown_channel_is_404(cast: Cast, anybody: Client, ident: object) -> None:
    response = anybody.get(f"{BASE}/channels/{ident}")
    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"


def test_public_directory_off_asks_for_a_token(
    cast: Cast, anybody: Client, caller: Caller, settings: Any
) -> None:
    given.live_channel(cast)
    settings.KEYHOLDER_PUBLIC_DIRECTORY = False
    for path in ("channels", "platforms", "teams", "verify?url=x.com/a"):
        refused = anybody.get(f"{BASE}/{path}")
        assert refused.status_code == 401
        assert "Access-Control-Allow-Origin" not in refused
        assert caller("channels:read").get(f"{BASE}/{path}").status_code == 200
        assert caller("register:read").get(f"{BASE}/{path}").status_code == 200
        assert caller("ledger:read").get(f"{BASE}/{path}").status_code == 403

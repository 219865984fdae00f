"""The register: what it shows, how it is narrowed down, and that it stays quick."""

import re
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from governance.access import second_step
from governance.models import Channel, Listing, Obligation
from tests import cast as given
from tests.cast import TODAY, Cast
from tests.pages.conftest import SignIn

OWN = {"id": None, "custodian_id": None}


def test_visitor_is_asked_to_sign_in(cast: Cast) -> None:
    answer = Client().get("/channels/")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/")


def test_everybody_signed_in_sees_every_state(cast: Cast, sign_in: SignIn) -> None:
    given.live_channel(cast)
    given.approved_channel(
        cast, name="Pharmacy news", platform="facebook", answers={"handle": "pharmacynews"}
    )
    page = sign_in(cast.outsider).get("/channels/").text
    assert "Children&#39;s Therapies" in page
    assert "Pharmacy news" in page
    assert "4 January 2028" in page


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("state=live", True),
        ("state=retired", False),
        ("platform=instagram", True),
        ("team=therapies", True),
        ("q=THERAP", True),
        ("q=@childrenstherapies", True),
        pytest.param("q=instagram.com/childrens", True, id="begun"),
        pytest.param("q=https://www.instagram.com/ChildrensTherapies/?hl=en", True, id="address"),
        ("q=nothing+of+the+kind", False),
        ("q=%25", False),
    ],
)
def test_filters(cast: Cast, sign_in: SignIn, query: str, shown: bool) -> None:
    channel = given.live_channel(cast)
    page = sign_in(cast.outsider).get(f"/channels/?{query}").text
    assert (f"/channels/{channel.pk}" in page) == shown


@pytest.mark.parametrize(
    "query",
    [
        "state=gone",
        "platform=nowhere",
        "team=%00",
        "q=%00",
        pytest.param("q=" + "x" * 999, id="long"),
        "q=%E2%80%AE",
        "state=💥",
        "owes=policy",
        "owes=nothing",
    ],
)
def test_bad_filter_is_answered_in_words(cast: Cast, sign_in: SignIn, query: str) -> None:
    answer = sign_in(cast.member).get(f"/channels/?{query}")
    assert answer.status_code == 400
    assert "There is a problem" in answer.text


@pytest.mark.parametrize(
    "cursor", ["", "x", "1-2", pytest.param("a" * 3000, id="long"), "%00", "é"]
)
def test_bad_place_is_not_found(cast: Cast, sign_in: SignIn, cursor: str) -> None:
    assert sign_in(cast.member).get(f"/channels/?cursor={cursor}").status_code == 404


def test_pages_lead_through_all_and_back(cast: Cast, sign_in: SignIn, many: list[Channel]) -> None:
    client = sign_in(cast.member)
    there, seen = "/channels/", []
    while there:
        page = client.get(there).text
        seen.append(re.findall(r'href="/channels/([0-9a-f-]{36})"', page))
        last, there = there, _link(page, "next")
    assert [len(each) for each in seen] == [50, 50, 20]
    assert len({each for page in seen for each in page}) == 120
    back = client.get(_link(client.get(last).text, "prev")).text
    assert re.findall(r'href="/channels/([0-9a-f-]{36})"', back) == seen[1]


@pytest.fixture
def owing(cast: Cast) -> Channel:
    """It owes a renewal that is late, a word that it is right, and a second step."""
    channel = given.live_channel(cast)
    second_step.record_off(channel, by=cast.officer, today=TODAY, seen="It was off.")
    Obligation.objects.update(since="2027-01-01")
    Obligation.objects.filter(kind="renewal").update(due_on="2027-01-03")
    given.live_channel(cast, name="Nothing", answers={"handle": "@nothing"})
    Obligation.objects.filter(channel__name="Nothing").delete()
    return channel


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("owes=renewal", True),
        ("owes=renewal&late=on", True),
        ("owes=access_confirmation", True),
        ("owes=access_confirmation&late=on", False),
        ("owes=anything", True),
        ("late=on", True),
        ("owes=lead", False),
        ("owes=renewal&state=retired", False),
        ("owes=renewal&q=therapies&team=therapies&platform=instagram&state=live", True),
    ],
)
def test_by_what_is_owed(
    cast: Cast, sign_in: SignIn, owing: Channel, query: str, shown: bool
) -> None:
    page = sign_in(cast.officer).get(f"/channels/?{query}").text
    assert (f"/channels/{owing.pk}" in page) == shown
    assert "@nothing" not in page
    answer: Any = sign_in(cast.officer).get(f"/channels/export.csv?{query}")
    text = b"".join(answer.streaming_content).decode()
    assert ("Children's Therapies" in text) == shown
    assert "@nothing" not in text


def test_what_comes_is_not_owed(cast: Cast, sign_in: SignIn, owing: Channel) -> None:
    Obligation.objects.filter(kind="renewal").update(since="2027-01-05")
    page = sign_in(cast.officer).get("/channels/?owes=renewal").text
    assert f"/channels/{owing.pk}" not in page


def test_the_register_says_no_more_of_it_than_they_may_see(
    cast: Cast, sign_in: SignIn, owing: Channel
) -> None:
    """Whoever is signed in sees every channel; what it owes is for those whom it concerns."""
    Obligation.objects.filter(kind="second_step").update(reaches="officers")
    see = {"officer", "officer2", "head", "auditor", "lead", "administrator", "manager"}
    for name, user in cast.everybody.items():
        page = sign_in(user).get("/channels/?owes=second_step").text
        assert (f"/channels/{owing.pk}" in page) == (name in see), name
        page = sign_in(user).get("/channels/?owes=renewal").text
        wider = see | {"member", "executive"}
        assert (f"/channels/{owing.pk}" in page) == (name in wider), name


def test_pages_of_what_is_owed_lead_on(cast: Cast, sign_in: SignIn, many: list[Channel]) -> None:
    Obligation.objects.all().delete()
    row = {"kind": "lead", "owner": "head", "reaches": "head"}
    days = dict.fromkeys(["since", "due_on", "opened_on"], TODAY)
    Obligation.objects.bulk_create(
        Obligation(subject_id=each.pk, key=each.pk, channel=each, **row, **days) for each in many
    )
    first = sign_in(cast.officer).get("/channels/?owes=lead").text
    second = _link(first, "next")
    assert "owes=lead" in second
    assert len(re.findall(r'href="/channels/([0-9a-f-]{36})"', first)) == 50
    seen = re.findall(r'href="/channels/([0-9a-f-]{36})"', sign_in(cast.officer).get(second).text)
    assert len(seen) == 50


def test_queries_do_not_grow(
    cast: Cast,
    sign_in: SignIn,
    many: list[Channel],
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    client = sign_in(cast.member)
    with django_assert_max_num_queries(9):
        client.get("/channels/")


def _link(page: str, rel: str) -> str:
    found = re.search(rf'href="([^"]*)" rel="{rel}"', page)
    return "/channels/" + found[1].replace("&amp;", "&") if found else ""


@pytest.fixture
def many(cast: Cast) -> list[Channel]:
    """A hundred and twenty rows of the register like one that acts made."""
    first = given.live_channel(cast)
    listing: Any = Listing.objects.values().get(pk=first.pk)
    facts: Any = Channel.objects.values().get(pk=first.pk)
    made = []
    for number in range(119):
        address = f"instagram.com/n{number}"
        channel = Channel(**{**facts, **OWN, "address_key": address, "name": f"No {number}"})
        channel.pk = Channel._meta.pk.get_default()
        made.append(channel)
    Channel.objects.bulk_create(made)
    Listing.objects.bulk_create(
        Listing(
            **{
                **listing,
                "channel_id": each.pk,
                "document": bytes(listing["document"]).replace(
                    str(first.pk).encode(), str(each.pk).encode()
                ),
            }
        )
        for each in made
    )
    return made

"""The public list, the check and the feed, read by somebody who is not signed in."""

from xml.etree import ElementTree

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from governance.models import Channel, Rules
from tests import cast as given
from tests.cast import Cast
from tests.pages.conftest import SignIn

PAGES = ["/official/", "/official/print", "/official/check", "/official.atom"]
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def anybody(noon: None) -> Client:
    return Client()


@pytest.mark.parametrize("page", PAGES)
def test_anybody_reads(cast: Cast, anybody: Client, page: str) -> None:
    assert anybody.get(page).status_code == 200


@pytest.mark.parametrize("page", PAGES)
def test_not_published_is_for_people_signed_in(
    cast: Cast, anybody: Client, sign_in: SignIn, settings: Settings, page: str
) -> None:
    settings.KEYHOLDER_PUBLIC_DIRECTORY = False
    assert anybody.get(page).status_code == 404
    assert sign_in(cast.member).get(page).status_code == 200


@pytest.mark.parametrize("page", ["/official/", "/official/print", "/official.atom"])
def test_only_live_channels_are_listed(cast: Cast, anybody: Client, page: str) -> None:
    given.live_channel(cast, name="Shown")
    given.suspended_channel(
        cast, name="Hidden", platform="facebook", answers={"handle": "hiddenone"}
    )
    given.set_up_channel(cast, name="Waiting", platform="x", answers={"handle": "waiting"})
    text = anybody.get(page).text
    assert "Shown" in text
    assert "Hidden" not in text
    assert "Waiting" not in text


@pytest.mark.parametrize("page", PAGES)
def test_no_person_is_named(cast: Cast, anybody: Client, page: str) -> None:
    given.live_channel(cast)
    text = anybody.get(page, {"q": "instagram.com/childrenstherapies"}).text
    assert cast.lead.email not in text
    assert cast.officer.email not in text


@pytest.mark.parametrize("page", ["/official/", "/official/print", "/official/check"])
def test_it_is_said_when_somebody_last_confirmed_it(cast: Cast, anybody: Client, page: str) -> None:
    channel = given.live_channel(cast)
    asked = {"q": "instagram.com/childrenstherapies"}
    assert "4 January 2027" in anybody.get(page, asked).text
    assert "Not confirmed yet" not in anybody.get(page, asked).text
    Channel.objects.filter(pk=channel.pk).update(confirmed_on=None)
    Channel.objects.get(pk=channel.pk).save()
    assert "Not confirmed yet" in anybody.get(page, asked).text


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("q=therap", True),
        ("platform=instagram", True),
        ("team=therapies", True),
        ("q=pharmacy", False),
    ],
)
def test_filters(cast: Cast, anybody: Client, query: str, shown: bool) -> None:
    channel = given.live_channel(cast)
    assert (channel.url in anybody.get(f"/official/?{query}").text) == shown


@pytest.mark.parametrize("query", ["platform=nowhere", "q=%00", "team=%F0%9F%92%A5"])
def test_bad_filter_is_answered_in_words(cast: Cast, anybody: Client, query: str) -> None:
    answer = anybody.get(f"/official/?{query}")
    assert answer.status_code == 400
    assert "There is a problem" in answer.text


def test_official(cast: Cast, anybody: Client) -> None:
    given.live_channel(cast)
    for query in (
        {"q": "https://m.instagram.com/ChildrensTherapies/?hl=en"},
        {"q": "@childrenstherapies", "platform": "instagram"},
    ):
        page = anybody.get("/official/check", query).text
        assert "Yes, this is an official channel" in page
        assert "Monday to Friday, 9am to 5pm" in page


@pytest.mark.parametrize(
    "query",
    [
        {"q": "https://instagram.com/childrenstherapy"},
        {"q": "childrens.therapies", "platform": "instagram"},
        {"q": "https://somewhere.example/childrenstherapies"},
        {"q": "https://instagram.com/p/12345"},
        {"q": "javascript://alert(1)"},
        {"q": "🔑", "platform": "x"},
    ],
)
def test_not_on_our_list(cast: Cast, anybody: Client, query: dict[str, str]) -> None:
    given.live_channel(cast)
    Rules.objects.update(communications_mailbox="comms@riverside.invalid")
    answer = anybody.get("/official/check", query)
    assert answer.status_code == 200
    assert "This is not on our list" in answer.text
    assert "comms@riverside.invalid" in answer.text
    assert "fake" not in answer.text.lower()


def test_suspended_is_not_on_our_list(cast: Cast, anybody: Client) -> None:
    given.suspended_channel(cast)
    page = anybody.get("/official/check?q=instagram.com/childrenstherapies").text
    assert "This is not on our list" in page
    assert "Outside policy." not in page


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"q": ""}, "Enter the address or the handle of the account."),
        ({"q": "somebody"}, "Choose the platform, or enter the whole address."),
        ({"q": "a", "platform": "nowhere"}, "There is a problem"),
        ({"q": "\0"}, "There is a problem"),
        ({"q": "x" * 600}, "There is a problem"),
    ],
)
def test_unreadable_question(cast: Cast, anybody: Client, query: dict[str, str], said: str) -> None:
    answer = anybody.get("/official/check", query)
    assert answer.status_code == 400
    assert said in answer.text


def test_feed(cast: Cast, anybody: Client) -> None:
    channel = given.live_channel(cast, answers={"reason": "<script>alert(1)</script>"})
    answer = anybody.get("/official.atom")
    assert answer["Content-Type"].startswith("application/atom+xml")
    entry = ElementTree.fromstring(answer.content).find(f"{ATOM}entry")  # noqa: S314  it is ours
    assert entry is not None
    assert entry.findtext(f"{ATOM}id") == f"urn:uuid:{channel.pk}"
    assert "<script>" not in (entry.findtext(f"{ATOM}summary") or "<script>")
    again = anybody.get("/official.atom", headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304


def test_queries(
    cast: Cast, anybody: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    given.live_channel(cast)
    with django_assert_max_num_queries(5):
        anybody.get("/official/")
    with django_assert_max_num_queries(5):
        anybody.get("/official/check?q=instagram.com/childrenstherapies")

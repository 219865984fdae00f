"""The ledger's pages and the reports: who reads them, and what they say."""

from unittest.mock import patch

import pytest
from django.test import Client

from governance.desk.pages import ledger
from ledger.models import Entry, Words
from tests import cast as given
from tests.cast import Cast
from tests.engines import without_triggers
from tests.pages.conftest import SignIn


@pytest.fixture
def auditor(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.auditor)


@pytest.mark.parametrize("who", ["member", "lead", "officer", "head", "steward", "on_call"])
def test_only_auditors_read_the_ledger(cast: Cast, sign_in: SignIn, who: str) -> None:
    given.live_channel(cast)
    client = sign_in(cast.everybody[who])
    for page in ("/ledger/", "/ledger/1"):
        answer = client.get(page)
        assert answer.status_code == 403
        assert "Only an auditor can open this page." in answer.text
    assert client.post("/ledger/check").status_code == 403


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("act=channel.suspend", True),
        ("act=channel", True),
        ("act=grant", False),
        ("person=officer", True),
        ("person=officer@riverside.invalid", True),
        ("person=pharmacist", False),
        ("person=the+clock&act=channel", False),
        ("subject=therapies", True),
        ("subject=nothing", False),
        ("since=4/1/2027&until=4+January+2027", True),
        ("since=5/1/2027", False),
        ("until=2027-01-03", False),
        ("since=0001-01-01&until=9999-12-31", True),
    ],
)
def test_filters(cast: Cast, auditor: Client, query: str, shown: bool) -> None:
    given.suspended_channel(cast)
    page = auditor.get(f"/ledger/?{query}").text
    assert ("channel.<wbr>" in page or "Suspend it" in page) == shown


def test_subject_by_the_address_of_its_page(cast: Cast, auditor: Client) -> None:
    channel = given.suspended_channel(cast)
    page = auditor.get("/ledger/", {"subject": f"https://x/channels/{channel.pk}/history"}).text
    assert "Suspend it" in page
    assert "Submit the plan" not in page


@pytest.mark.parametrize(
    "query",
    ["act=%27%3B", "since=yesterday", "person=%00", "subject=" + "x" * 600, "until=31/2/2027"],
)
def test_bad_filter_is_answered_in_words(cast: Cast, auditor: Client, query: str) -> None:
    answer = auditor.get(f"/ledger/?{query}")
    assert answer.status_code == 400
    assert "There is a problem" in answer.text


@pytest.mark.parametrize("place", ["x", "-1", "9" * 40, "", "²"])
def test_bad_place_is_not_found(cast: Cast, auditor: Client, place: str) -> None:
    assert auditor.get("/ledger/", {"before": place}).status_code == 404


def test_pages_lead_to_the_first_entry(cast: Cast, auditor: Client) -> None:
    given.suspended_channel(cast)
    with patch.object(ledger, "PAGE", 4):
        page = auditor.get("/ledger/").text
        assert "?before=" in page
        rest = auditor.get("/ledger/?before=3").text
    assert 'href="/ledger/1"' in rest
    assert 'href="/ledger/3"' not in rest


def test_entry_shows_facts_words_and_hash(cast: Cast, auditor: Client) -> None:
    channel = given.suspended_channel(cast)
    entry = Entry.objects.get(act="channel.suspend")
    page = auditor.get(f"/ledger/{entry.seq}").text
    assert bytes(entry.hash).hex() in page
    assert "Outside policy." in page
    assert f'href="/channels/{channel.pk}"' in page


@pytest.mark.parametrize("seq", ["0", "99999", "9" * 30])
def test_unknown_entry_is_not_found(cast: Cast, auditor: Client, seq: str) -> None:
    assert auditor.get(f"/ledger/{seq}").status_code == 404


def test_ledger_in_order(cast: Cast, auditor: Client) -> None:
    given.live_channel(cast)
    assert "The ledger is in order" in auditor.post("/ledger/check").text
    assert auditor.get("/ledger/check").status_code == 405


def test_changed_words_are_noticed(cast: Cast, auditor: Client) -> None:
    given.suspended_channel(cast)
    entry = Entry.objects.get(act="channel.suspend")
    with without_triggers():
        Words.objects.filter(entry=entry, name="reason").update(text="Another reason.")
    page = auditor.post("/ledger/check").text
    assert "The ledger is not in order" in page
    assert f"Entry {entry.seq} has words that were changed" in page


def test_long_ledger_is_for_the_command(cast: Cast, auditor: Client) -> None:
    given.live_channel(cast)
    with patch.object(ledger, "MOST_CHECKED", 3):
        assert "manage.py ledger verify" in auditor.post("/ledger/check").text


@pytest.mark.parametrize(
    ("who", "reads"),
    [
        *((who, True) for who in ("officer", "head", "executive", "auditor")),
        *((who, False) for who in ("member", "lead", "steward")),
    ],
)
def test_who_reads_reports(cast: Cast, sign_in: SignIn, who: str, reads: bool) -> None:
    answer = sign_in(cast.everybody[who]).get("/reports/")
    assert answer.status_code == (200 if reads else 403)


def test_reports(cast: Cast, sign_in: SignIn) -> None:
    given.live_channel(cast)
    given.suspended_channel(cast, platform="facebook", answers={"handle": "therapies.facebook"})
    page = sign_in(cast.officer).get("/reports/").text
    assert page.count("<svg class=") == page.count("The same as a table") == 6
    assert "2 channels in the register." in page
    assert "2 plans were decided in the last 12 months." in page
    assert "style=" not in page

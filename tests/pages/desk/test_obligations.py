"""The page of what is owed: mine, or all that I may see; its filters, its trend, its CSV."""

import csv
import io
import uuid

import pytest

from governance.models import Channel, Obligation
from tests import cast as given
from tests.cast import Cast
from tests.pages.conftest import SignIn

RENEW = "Renew it or let it end: Children&#39;s Therapies on Instagram"


@pytest.fixture
def channel(cast: Cast, sign_in: SignIn) -> Channel:
    """At noon of the cast's day; everything of it is owed by now."""
    found = given.live_channel(cast)
    Obligation.objects.update(since="2027-01-01")
    return found


def test_mine_first(cast: Cast, channel: Channel, sign_in: SignIn) -> None:
    page = sign_in(cast.lead).get("/obligations/").text
    assert RENEW in page
    assert f'href="/channels/{channel.pk}"' in page
    assert "If not: It lapses after its grace." in page
    assert RENEW not in sign_in(cast.outsider).get("/obligations/").text
    assert "Nothing of this is owed." in sign_in(cast.outsider).get("/obligations/").text


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("officer", True),
        ("auditor", True),
        ("manager", True),
        ("member", True),
        ("outsider", False),
    ],
)
def test_all_that_somebody_may_see(
    cast: Cast, channel: Channel, sign_in: SignIn, who: str, sees: bool
) -> None:
    page = sign_in(cast.everybody[who]).get("/obligations/?whose=around").text
    assert (RENEW in page) is sees


def test_filters(cast: Cast, channel: Channel, sign_in: SignIn) -> None:
    officer = sign_in(cast.officer)
    around = "/obligations/?whose=around"
    assert RENEW in officer.get(f"{around}&kind=renewal&team=therapies").text
    assert RENEW not in officer.get(f"{around}&kind=keys").text
    assert RENEW not in officer.get(f"{around}&team=pharmacy").text
    assert RENEW not in officer.get(f"{around}&when=late").text
    Obligation.objects.update(due_on="2027-01-03")
    late = officer.get(f"{around}&when=late").text
    assert RENEW in late
    assert "Overdue" in late
    Obligation.objects.update(since="2027-01-20")
    assert RENEW in officer.get(f"{around}&when=coming").text
    assert RENEW not in officer.get(around).text


@pytest.mark.parametrize("query", ["kind=none", "when=never", "team=none", "whose=theirs"])
def test_what_there_is_none_of_is_said(
    cast: Cast, channel: Channel, sign_in: SignIn, query: str
) -> None:
    answer = sign_in(cast.officer).get(f"/obligations/?{query}")
    assert answer.status_code == 400
    assert "There is a problem" in answer.text


def test_csv_has_the_same_rows(cast: Cast, channel: Channel, sign_in: SignIn) -> None:
    answer = sign_in(cast.lead).get("/obligations/owed.csv?kind=renewal")
    text = b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]
    [row] = csv.DictReader(io.StringIO(text))
    assert row["What"] == "Renew it or let it end: Children's Therapies on Instagram"
    assert (row["Owed by"], row["Due"]) == ("Lead", "2028-01-04")


def test_home_counts_all_and_leads_to_them(cast: Cast, channel: Channel, sign_in: SignIn) -> None:
    row = Obligation.objects.get(kind="renewal")
    for _ in range(40):
        row.pk, row.subject_id = uuid.uuid4(), uuid.uuid4()
        row.save(force_insert=True)
    home = sign_in(cast.lead).get("/").text
    number = Obligation.objects.filter(owner="lead").count()
    assert f"{number} things are yours by a day" in home
    assert f"See all {number}" in home
    assert 'href="/obligations/"' in home
    page = sign_in(cast.lead).get("/obligations/").text
    assert f"{number} things are owed" in page


def test_home_says_what_others_are_late_with(cast: Cast, channel: Channel, sign_in: SignIn) -> None:
    Obligation.objects.filter(kind="renewal").update(due_on="2027-01-03")
    home = sign_in(cast.manager).get("/").text
    assert "Others are late with 1 thing" in home
    assert "Others are late" not in sign_in(cast.outsider).get("/").text

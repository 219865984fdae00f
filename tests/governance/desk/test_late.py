"""What is owed, in the reports: by kind, by team, by whom it has reached; a question each."""

import datetime
import uuid
from collections.abc import Callable

import pytest
from pytest_django import DjangoAssertNumQueries

from governance.desk import late
from governance.desk.report import Report
from governance.models import Channel, Obligation
from people.models import Team, User
from tests import cast as given
from tests.cast import TODAY, Cast
from tests.governance.desk.conftest import SignIn
from tests.governance.reviews.days import after

Make = Callable[[User, datetime.date], Report]


def table(report: Report) -> dict[str, list[str]]:
    return {row[0]: row[1:] for row in report.table}


@pytest.fixture
def channel(cast: Cast) -> Channel:
    """It owes a renewal that is late; in time a word that it is right, a look at its access list
    and, by the officers, another test."""
    found = given.live_channel(cast)
    Obligation.objects.filter(kind="review").delete()
    Obligation.objects.update(since=TODAY)
    Obligation.objects.filter(kind="renewal").update(due_on=after(-1), reaches="head")
    Obligation.objects.filter(kind="access").update(team=cast.other_team)
    return found


def test_by_kind(cast: Cast, channel: Channel) -> None:
    found = late.by_kind(cast.officer, TODAY)
    rows = table(found)
    assert rows["A renewal or a closing"] == ["1", "0", "1"]
    assert rows["A word that it is right"] == ["0", "2", "2"]
    assert found.words.startswith("4 things are owed, and 1 of them past their day")


def test_by_whom_it_has_reached(cast: Cast, channel: Channel) -> None:
    found = late.by_reach(cast.officer, TODAY)
    assert table(found) == {
        "Lead": ["0", "2", "2"],
        "Officers": ["0", "1", "1"],
        "Head": ["1", "0", "1"],
    }
    assert found.words == "2 things are with the officers or the head."


def test_by_team(cast: Cast, channel: Channel) -> None:
    """Most past its day first; what is nobody's team is there too."""
    Obligation.objects.filter(kind="access_confirmation").update(team=None)
    found = late.by_team(cast.officer, TODAY)
    assert found.table == [
        ["Children's Therapies", "1", "0", "1"],
        ["No team", "0", "2", "2"],
        ["Pharmacy", "0", "1", "1"],
    ]
    assert found.words == "In 1 of 3 teams something is past its day."


def test_of_many_teams_the_others_stand_together(cast: Cast, channel: Channel) -> None:
    row = Obligation.objects.get(kind="renewal")
    for number in range(late.TEAMS + 2):
        row.pk, row.subject_id = uuid.uuid4(), uuid.uuid4()
        row.team = Team.objects.create(slug=f"t{number}", name=f"Team {number:02}")
        row.save(force_insert=True)
    rows = late.by_team(cast.officer, TODAY).table
    assert len(rows) == late.TEAMS + 1
    assert rows[-1] == ["All others", "3", "1", "4"]


def test_what_only_comes_is_not_counted(cast: Cast, channel: Channel) -> None:
    Obligation.objects.update(since=after(1))
    for make in (late.by_kind, late.by_reach, late.by_team):
        assert make(cast.officer, TODAY).table == []


@pytest.mark.parametrize("make", [late.by_kind, late.by_reach, late.by_team])
def test_one_question_each(
    cast: Cast,
    channel: Channel,
    make: Make,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    officer = User.objects.get(pk=cast.officer.pk)
    assert officer.is_officer  # the page asked this already
    with django_assert_max_num_queries(1):
        make(officer, TODAY)


@pytest.mark.parametrize(
    ("who", "counted"), [("officer", "1"), ("auditor", "1"), ("executive", None)]
)
def test_nobody_counts_what_they_may_not_see(
    cast: Cast, channel: Channel, who: str, counted: str | None
) -> None:
    Obligation.objects.filter(kind="access").update(kind="second_step")
    rows = table(late.by_kind(cast.everybody[who], TODAY))
    assert rows.get("A second step of signing in", [None])[-1] == counted


def test_the_page_leads_to_each(cast: Cast, channel: Channel, sign_in: SignIn) -> None:
    page = sign_in(cast.officer).get("/reports/").text
    assert "What is owed, by team" in page
    assert 'href="/obligations/?whose=around"' in page

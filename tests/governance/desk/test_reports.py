"""The reports: channels by platform, life spans by month, and how long decisions take."""

import datetime

import pytest

from governance.desk.pages import reports
from governance.desk.report import Report
from governance.models import Channel, Obligation, Plan, Platform
from governance.plans import acts as plans
from ledger import outbox
from people.models import User
from tests import cast as given
from tests.cast import NOON, REASON, TODAY, Cast
from tests.governance.builders import lapsed_channel
from tests.governance.desk.conftest import SignIn
from tests.governance.reviews.days import after


def rows(report: Report) -> dict[str, int]:
    return {row.name: row.total for row in report.rows if row.total}


def test_estate_counts_platforms_and_states(cast: Cast) -> None:
    lapsed_channel(cast)
    given.live_channel(cast, answers={"handle": "@other"})
    given.approved_channel(cast, platform="facebook", answers={"handle": "vale"})
    found = reports.estate(TODAY)
    assert found.words == "3 channels in the register."
    assert rows(found) == {"Instagram": 2, "Facebook": 1}
    assert found.table[0][0] == "Instagram"
    assert found.table[0][-1] == "2"


def test_small_platforms_stand_together(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reports, "PLATFORMS", 1)
    given.live_channel(cast)
    given.live_channel(cast, answers={"handle": "@other"})
    given.approved_channel(cast, platform="facebook", answers={"handle": "vale"})
    given.approved_channel(cast, platform="x", answers={"handle": "vale"})
    assert rows(reports.estate(TODAY)) == {"Instagram": 2, "All others": 2}
    assert Platform.objects.count() > 2


@pytest.mark.parametrize(
    ("ends_on", "name"),
    [
        pytest.param(None, "No end date", id="none"),
        pytest.param(after(-1), "Over already", id="over"),
        pytest.param(TODAY, "January 2027", id="today"),
        pytest.param(datetime.date(2027, 12, 31), "December 2027", id="last"),
        pytest.param(datetime.date(2028, 1, 1), "Later", id="later"),
    ],
)
def test_life_spans_by_month(cast: Cast, ends_on: datetime.date | None, name: str) -> None:
    channel = given.live_channel(cast)
    Channel.objects.filter(pk=channel.pk).update(ends_on=ends_on)
    found = reports.endings(TODAY)
    assert rows(found) == {name: 1}
    ahead = 1 if name.endswith("2027") else 0
    assert found.words.startswith(f"{ahead} life spans end from now until the end of December")


@pytest.mark.parametrize(
    ("days", "name", "half"),
    [
        (0, "Same day", "were decided on the same day"),
        (2, "1 to 2 days", "took 2 days or less"),
        (20, "11 to 20 days", "took 20 days or less"),
        (21, "Over 20 days", "took 21 days or less"),
    ],
    ids=["same day", "two", "twenty", "longer"],
)
def test_how_long_a_decision_takes(cast: Cast, days: int, name: str, half: str) -> None:
    plan = given.under_consideration(cast)
    plans.approve(plan, by=cast.officer, today=TODAY, **REASON)
    submitted = NOON - datetime.timedelta(days=days)
    Plan.objects.update(submitted_at=submitted, decided_at=NOON)
    found = reports.decisions(TODAY)
    assert rows(found) == {name: 1}
    assert found.words.endswith(f" Half of them {half}.")


def test_no_decision_has_no_middle(cast: Cast) -> None:
    given.submitted(cast)
    found = reports.decisions(TODAY)
    assert found.words == "0 plans were decided in the last 12 months."


def test_picture_says_the_same(cast: Cast) -> None:
    given.live_channel(cast)
    for make in reports.REPORTS:
        found = make(TODAY)
        assert "the table says the same" in found.picture
        assert len(found.table) == len(found.rows)
        assert all(len(row) == len(found.head) for row in found.table)


def test_a_sweep_that_does_not_run_is_shown(cast: Cast, sign_in: SignIn) -> None:
    given.live_channel(cast)
    assert "Nobody is told" not in sign_in(cast.officer).get("/reports/").text
    Obligation.objects.update(next_on=after(-7))
    assert "Nobody is told what is due" in sign_in(cast.officer).get("/reports/").text


def test_mails_that_did_not_arrive_are_shown(cast: Cast, sign_in: SignIn) -> None:
    page = sign_in(cast.officer).get("/reports/").content.decode()
    assert "did not arrive" not in page
    context = {"name": "X", "person": "On Call", "why": "Out.", "path": "/"}
    early = NOON - datetime.timedelta(hours=2)
    people = [cast.lead, cast.manager]
    outbox.owe("keys_opened_at_once", people, context=context, once=None, at=early)
    User.objects.filter(pk=cast.manager.pk).update(is_active=False)
    page = sign_in(cast.officer).get("/reports/").content.decode()
    assert "Too long on their way: 1." in page
    assert "nobody in their place: 1." in page
    assert "Given up" not in page

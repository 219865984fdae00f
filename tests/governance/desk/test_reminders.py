"""Reminders climb from the lead to the manager and the head, each once, whatever was missed."""

import datetime
from collections import Counter

import pytest
from django.core import mail

from governance.channels import acts as channels
from governance.models import Channel
from governance.reviews import acts as reviews
from ledger.models import Notice
from tests import cast as given
from tests.cast import TODAY, Cast
from tests.governance.builders import ENDS, LAPSES
from tests.governance.reviews.conftest import ANSWERS, found_in, security
from tests.governance.reviews.days import SECURITY_OPENS, after, run_sweep
from tests.ledger.reading import told

EVERYBODY = ["Administrator", "Head", "Lead", "Manager"]
DUE = after(14, SECURITY_OPENS)


@pytest.fixture
def channel(cast: Cast) -> Channel:
    return given.live_channel(cast)


@pytest.fixture
def opened(channel: Channel) -> Channel:
    """Its security review is open."""
    run_sweep(SECURITY_OPENS)
    return channel


def test_lead_manager_and_head_are_reminded_in_turn(opened: Channel) -> None:
    expected = [
        (after(-8, DUE), []),
        (after(-7, DUE), ["Administrator", "Lead"]),
        (after(6, DUE), ["Administrator", "Lead"]),
        (after(7, DUE), ["Administrator", "Lead", "Manager"]),
        (after(14, DUE), EVERYBODY),
    ]
    for day, people in expected:
        run_sweep(day)
        assert told("review_due") == people, day
    run_sweep(after(1, DUE))
    run_sweep(after(60, DUE))
    assert told("review_due") == EVERYBODY


def test_missed_days_lose_no_reminder(opened: Channel) -> None:
    run_sweep(after(60, SECURITY_OPENS))
    assert told("review_due") == EVERYBODY


def test_nobody_is_reminded_of_an_answered_review(cast: Cast, opened: Channel) -> None:
    reviews.answer(security(opened), by=cast.lead, today=after(3, SECURITY_OPENS), **ANSWERS)
    run_sweep(after(60, SECURITY_OPENS))
    assert not told("review_due")


def test_nobody_is_reminded_where_the_channel_is_reviewed_no_more(opened: Channel) -> None:
    Channel.objects.filter(pk=opened.pk).update(state="lapsed")
    run_sweep(after(60, SECURITY_OPENS))
    assert not told("review_due")


def test_findings_past_their_day_climb_likewise(cast: Cast, channel: Channel) -> None:
    finding = found_in(cast, channel)
    run_sweep(after(-8, finding.deadline))
    assert not told("finding_due")
    for day in (after(-7, finding.deadline), after(40, finding.deadline)):
        run_sweep(day)
        run_sweep(day)
    assert told("finding_due") == EVERYBODY


def test_fixed_finding_is_no_longer_told(cast: Cast, channel: Channel) -> None:
    finding = found_in(cast, channel)
    reviews.fix(finding, by=cast.administrator, today=SECURITY_OPENS, what_was_done="Done.")
    run_sweep(after(60, finding.deadline))
    assert not told("finding_due")


def test_without_people_the_manager_hears_first(cast: Cast, channel: Channel) -> None:
    Channel.objects.filter(pk=channel.pk).update(lead=None)
    channel.administrators.clear()
    run_sweep(after(20, SECURITY_OPENS))
    run_sweep(after(60, SECURITY_OPENS))
    assert set(told("review_due")) == {"Manager", "Head"}
    assert not Notice.objects.filter(sent_at=None, kind="review_due").exists()


def test_without_a_manager_nobody_stands_in(cast: Cast, opened: Channel) -> None:
    type(cast.team).objects.update(manager=None)
    run_sweep(after(60, SECURITY_OPENS))
    assert told("review_due") == ["Administrator", "Head", "Lead"]


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        pytest.param([-61], 0, id="too early"),
        pytest.param([-60], 1, id="first"),
        pytest.param([-60, -59, -31], 1, id="between"),
        pytest.param([-60, -30, -7, -1, 0, 14], 3, id="all"),
        pytest.param([-29], 1, id="late"),
        pytest.param([-5, -4], 1, id="last"),
        pytest.param([-40, -5], 2, id="leaps"),
    ],
)
def test_life_span_reminders(channel: Channel, days: list[int], expected: int) -> None:
    """Each once; of several that were missed only the latest."""
    for day in days:
        run_sweep(after(day, ENDS))
        run_sweep(after(day, ENDS))
    assert told("life_span_ending") == ["Administrator"] * expected + ["Lead"] * expected


def test_a_longer_life_span_is_reminded_of_anew(cast: Cast, channel: Channel) -> None:
    run_sweep(after(-5, ENDS))
    inputs = {"ends_on": "2028-04-04", "reason": "Needed."}
    channels.extend(channel, by=cast.officer, today=after(-4, ENDS), **inputs)
    run_sweep(after(-5, datetime.date(2028, 4, 4)))
    assert told("life_span_ending") == ["Administrator"] * 2 + ["Lead"] * 2


def test_jump_past_everything_still_reminds_before_it_lapses(channel: Channel) -> None:
    run_sweep(after(30, LAPSES))
    assert told("life_span_ending") == ["Administrator", "Lead"]
    assert "Lead" in told("channel_lapsed")
    context = Notice.objects.filter(kind="life_span_ending")[0].context
    said = {name: context[name] for name in ("ends", "lapses", "tense")}
    assert said == {"ends": "4 January 2028", "lapses": "19 January 2028", "tense": "ended"}


def test_mails_say_what_is_wanted_and_by_when(channel: Channel) -> None:
    """On the first working day, each person's in one mail, a line and an address each."""
    Notice.objects.all().delete()
    run_sweep(SECURITY_OPENS)
    assert not mail.outbox, "it is a Sunday"
    run_sweep(after(1, SECURITY_OPENS))
    run_sweep(after(-29, ENDS))
    said = "\n".join(f"{each.subject}\n{each.body}" for each in mail.outbox)
    assert "Please answer by 18 July 2027: security review of Children's Therapies" in said
    assert "Please renew or close: Children's Therapies on Instagram ends on 4 January 2028" in said
    assert all("http://testserver/" in str(each.body) for each in mail.outbox)
    mails = Counter(each.to[0] for each in mail.outbox)
    assert max(mails.values()) <= 2, "one a person and day"


def test_nothing_is_owed_where_nothing_falls_due(channel: Channel) -> None:
    run_sweep(TODAY)
    assert not Notice.objects.filter(kind__endswith="_due").exists()

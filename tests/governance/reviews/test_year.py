"""A year of sweeps, day by day or by leaps: nobody acts, and it ends as it must, said before."""

import datetime
import itertools
from collections import Counter

import pytest
from pytest_django import Settings

from governance.models import Channel, Obligation, Review
from governance.obligations import checking
from ledger.models import Entry, Notice
from tests import cast as given
from tests.cast import TODAY, Cast
from tests.governance.reviews.days import LAPSES, SECURITY_OPENS, after, run_sweep

LEAPS = {
    "every third day": [3],
    "weekly": [7],
    "a month": [30],
    "a quarter": [91],
    "as it comes": [1, 5, 40, 2, 100, 1, 17],
}
ANSWER = "Answer the security review: Children's Therapies on Instagram"
RENEW = "Renew it or let it end: Children's Therapies on Instagram"


def a_year(cast: Cast, leaps: list[int], *, first: datetime.date, last: datetime.date) -> None:
    """Nobody does anything from the day it goes live until it has lapsed."""
    given.live_channel(cast)
    days = itertools.accumulate(
        itertools.cycle(leaps), lambda day, leap: after(leap, day), initial=first
    )
    for day in itertools.takewhile(lambda day: day <= last, days):
        run_sweep(day)


def said() -> Counter[tuple[str, str]]:
    """What was said to whom, and how often."""
    found: Counter[tuple[str, str]] = Counter()
    for notice in Notice.objects.filter(kind="digest").select_related("to"):
        lines = [each["says"] for group in notice.context["parts"] for each in group["lines"]]
        found.update((notice.to.name, each) for each in lines)
    return found


@pytest.fixture(autouse=True)
def words_are_kept(settings: Settings) -> None:
    """What the notices of a year said is read at its end."""
    settings.KEYHOLDER_NOTICE_DAYS = 1_000


def test_day_by_day(cast: Cast) -> None:
    a_year(cast, [1], first=after(-5, SECURITY_OPENS), last=after(5, LAPSES))
    found = said()
    assert {who: found[who, ANSWER] for who in ("Lead", "Manager")} == {"Lead": 2, "Manager": 1}
    assert {who: found[who, RENEW] for who in ("Lead", "Manager")} == {"Lead": 5, "Manager": 1}
    channel = Channel.objects.get()
    assert (channel.state, channel.lapse_cause) == ("lapsed", "review_overdue")
    assert Review.objects.filter(state="open").count() == 1
    assert Entry.objects.filter(act="channel.unconfirmed").count() == 1
    assert list(checking.differences(after(5, LAPSES))) == []


def test_nobody_is_drowned(cast: Cast) -> None:
    """At most one e-mail a person and day, though one thing after the other falls due."""
    a_year(cast, [1], first=after(-5, SECURITY_OPENS), last=after(60, SECURITY_OPENS))
    sent = Notice.objects.filter(kind="digest")
    days = Counter((each.to_id, each.owed_at.date()) for each in sent)
    assert max(days.values()) == 1


@pytest.mark.parametrize("leaps", LEAPS.values(), ids=LEAPS)
def test_by_leaps(cast: Cast, leaps: list[int]) -> None:
    """However many days were missed: it ends the same, and the last rung reached was said."""
    a_year(cast, leaps, first=TODAY, last=after(150, LAPSES))
    assert Channel.objects.get().state == "lapsed"
    [renewal] = Obligation.objects.filter(kind="renewal")
    assert (renewal.rung > 0, renewal.discharged_on) == (True, None)
    assert any(said()) or Notice.objects.filter(kind="digest").exists()
    assert list(checking.differences(after(150, LAPSES))) == []


def test_a_second_run_of_the_day_changes_nothing(cast: Cast) -> None:
    given.live_channel(cast)
    days = [datetime.date(2027, month, 20) for month in range(2, 13)]
    for day in days:
        run_sweep(day)
        before = (Notice.objects.count(), Entry.objects.count(), Review.objects.count())
        run_sweep(day)
        assert before == (Notice.objects.count(), Entry.objects.count(), Review.objects.count())

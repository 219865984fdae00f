"""A year of sweeps, day by day or by leaps: everybody is told the same things, once each."""

import datetime
import itertools
from collections import Counter

import pytest
from pytest_django import Settings

from governance.models import Channel, Review
from ledger.models import Entry, Notice
from tests import cast as given
from tests.cast import TODAY, Cast
from tests.governance.reviews.days import LAPSES, SECURITY_OPENS, after, run_sweep

Told = Counter[tuple[str, str, str]]
KINDS = ("review_opened", "review_due", "life_span_ending", "channel_lapsed")
LEAPS = {
    "every third day": [3],
    "weekly": [7],
    "a month": [30],
    "a quarter": [91],
    "as it comes": [1, 5, 40, 2, 100, 1, 17],
}


def a_year(cast: Cast, leaps: list[int], *, first: datetime.date, last: datetime.date) -> Told:
    """Nobody does anything from the day it goes live until it has lapsed."""
    given.live_channel(cast)
    days = itertools.accumulate(
        itertools.cycle(leaps), lambda day, leap: after(leap, day), initial=first
    )
    for day in itertools.takewhile(lambda day: day <= last, days):
        run_sweep(day)
    return notices()


def notices() -> Told:
    """What each was about, without the ids of this run."""
    found = Notice.objects.filter(kind__in=KINDS).select_related("to")
    return Counter((each.kind, _about(each), each.to.name) for each in found)


def _about(notice: Notice) -> str:
    if notice.kind.startswith("review"):
        rung = (notice.once or "").split(":")[2:3]
        return " ".join([notice.context["kind"], *rung])
    return (notice.once or "").split(":")[3] if notice.once else ""


@pytest.fixture(autouse=True)
def words_are_kept(settings: Settings) -> None:
    """What the notices of a year said is read at its end."""
    settings.KEYHOLDER_NOTICE_DAYS = 1_000


@pytest.fixture
def day_by_day(cast: Cast) -> Told:
    return a_year(cast, [1], first=after(-5, SECURITY_OPENS), last=after(5, LAPSES))


EXPECTED = {
    *(("review_opened", "security", name) for name in ("Lead", "Administrator")),
    *(
        ("review_due", f"{kind} {rung}", name)
        for kind in ("security", "life span")
        for rung, name in (
            ("lead", "Lead"),
            ("lead", "Administrator"),
            ("manager", "Manager"),
            ("head", "Head"),
        )
    ),
    *(
        ("life_span_ending", days, name)
        for days in ("60", "30", "7")
        for name in ("Lead", "Administrator")
    ),
    *(
        ("channel_lapsed", "", name)
        for name in ("Lead", "Administrator", "Officer", "Officer2", "Head")
    ),
}


def test_day_by_day(day_by_day: Told) -> None:
    assert day_by_day == Counter(EXPECTED)
    assert Channel.objects.get().state == "lapsed"
    assert Review.objects.filter(state="open").count() == 2
    assert Entry.objects.filter(act="channel.lapse").count() == 1


@pytest.mark.parametrize("leaps", LEAPS.values(), ids=LEAPS)
def test_by_leaps(cast: Cast, leaps: list[int]) -> None:
    """The same, but for reminders of a life span that a later one has overtaken."""
    told = a_year(cast, leaps, first=TODAY, last=after(150, LAPSES))
    assert max(told.values()) == 1
    missing = EXPECTED - set(told)
    assert not set(told) - EXPECTED
    assert {each[:2] for each in missing} <= {
        ("life_span_ending", "60"),
        ("life_span_ending", "30"),
    }
    if max(leaps) < 23:
        assert not missing


def test_a_second_run_of_the_day_changes_nothing(cast: Cast) -> None:
    given.live_channel(cast)
    days = [datetime.date(2027, month, 20) for month in range(2, 13)]
    for day in days:
        run_sweep(day)
        before = (Notice.objects.count(), Entry.objects.count(), Review.objects.count())
        run_sweep(day)
        assert before == (Notice.objects.count(), Entry.objects.count(), Review.objects.count())

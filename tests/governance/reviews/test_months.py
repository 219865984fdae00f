"""How many reviews are due in which month, and how many are past their day."""

import datetime

import pytest

from governance.models import Channel, Review
from governance.reviews.months import by_month
from tests import cast as given
from tests.cast import TODAY, Cast
from tests.governance.reviews.conftest import security
from tests.governance.reviews.days import SECURITY_OPENS, after

NAMES = ["Past their day", "January 2027", "February 2027"]


def due(channel: Channel, day: datetime.date, state: str = "scheduled") -> None:
    Review.objects.filter(pk=security(channel).pk).update(due_on=day, state=state)


@pytest.fixture
def alone(channel: Channel) -> Channel:
    """With its security review alone."""
    channel.reviews.filter(kind="life_span").delete()
    return channel


def counted(day: datetime.date = TODAY) -> dict[str, int]:
    return {each.name: each.total for each in by_month(Review.objects.all(), day) if each.total}


def test_a_year_of_months_after_what_is_late(alone: Channel) -> None:
    found = by_month(Review.objects.all(), TODAY)
    assert [each.name for each in found][:3] == NAMES
    assert len(found) == 13
    assert counted() == {"February 2027": 1}


@pytest.mark.parametrize(
    ("day", "state", "expected"),
    [
        pytest.param(TODAY, "open", {"January 2027": 1}, id="today"),
        pytest.param(after(-1), "open", {"Past their day": 1}, id="late"),
        pytest.param(after(-1), "answered", {"Past their day": 1}, id="answered late"),
        pytest.param(after(-1), "scheduled", {}, id="not open"),
        pytest.param(datetime.date(2027, 12, 31), "scheduled", {"December 2027": 1}, id="last"),
        pytest.param(datetime.date(2028, 1, 1), "scheduled", {}, id="beyond"),
    ],
)
def test_each_counts_where_it_is_due(
    alone: Channel, day: datetime.date, state: str, expected: dict[str, int]
) -> None:
    due(alone, day, state)
    assert counted() == expected


def test_kinds_are_counted_apart_and_closed_ones_not_at_all(cast: Cast, channel: Channel) -> None:
    given.live_channel(cast, answers={"handle": "@other"})
    months = {each.name: each for each in by_month(Review.objects.all(), TODAY)}
    assert (months["February 2027"].security, months["July 2027"].life_span) == (2, 0)
    assert (months["November 2027"].security, months["November 2027"].life_span) == (0, 2)
    Review.objects.update(state="closed", outcome="fine", closed_on=SECURITY_OPENS)
    assert counted() == {}

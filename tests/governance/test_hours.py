"""When the communications office is open, and which days are working days in England."""

import datetime

import pytest

from governance import hours
from governance.models import Rules

MONDAY = datetime.date(2027, 1, 4)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        pytest.param(MONDAY, True, id="monday"),
        pytest.param(datetime.date(2027, 1, 9), False, id="saturday"),
        pytest.param(datetime.date(2027, 1, 10), False, id="sunday"),
        pytest.param(datetime.date(2027, 1, 1), False, id="new year"),
        pytest.param(datetime.date(2027, 3, 26), False, id="good friday"),
        pytest.param(datetime.date(2027, 12, 28), False, id="substitute"),
    ],
)
def test_working_days(day: datetime.date, works: bool) -> None:
    assert hours.is_working_day(day) is works


@pytest.mark.parametrize(
    ("day", "following"),
    [
        pytest.param(MONDAY, datetime.date(2027, 1, 5), id="tuesday"),
        pytest.param(datetime.date(2027, 1, 8), datetime.date(2027, 1, 11), id="weekend"),
        pytest.param(datetime.date(2027, 3, 25), datetime.date(2027, 3, 30), id="easter"),
        pytest.param(datetime.date(2027, 12, 24), datetime.date(2027, 12, 29), id="christmas"),
    ],
)
def test_next_working_day(day: datetime.date, following: datetime.date) -> None:
    assert hours.next_working_day(day) == following


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("at", "is_open"),
    [
        pytest.param("2027-01-04T08:59", False, id="before"),
        pytest.param("2027-01-04T09:00", True, id="opens"),
        pytest.param("2027-01-04T16:59", True, id="late"),
        pytest.param("2027-01-04T17:00", False, id="closes"),
        pytest.param("2027-01-09T12:00", False, id="saturday"),
        pytest.param("2027-07-05T08:00", True, id="summer opens"),
        pytest.param("2027-07-05T16:00", False, id="summer closes"),
    ],
)
def test_in_hours_by_the_clock_of_the_organisation(at: str, is_open: bool) -> None:
    """The instants are UTC; in July the office opens an hour earlier by them."""
    instant = datetime.datetime.fromisoformat(at).replace(tzinfo=datetime.UTC)
    assert hours.in_hours(instant) is is_open


@pytest.mark.django_db
def test_hours_are_what_the_rules_say() -> None:
    Rules.objects.update_or_create(pk=1, defaults={"office_opens": "08:00"})
    eight = datetime.datetime(2027, 1, 4, 8, tzinfo=datetime.UTC)
    assert hours.in_hours(eight)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("day", "at", "goes"),
    [
        pytest.param(MONDAY, "2027-01-04T08:59", False, id="before"),
        pytest.param(MONDAY, "2027-01-04T09:00", True, id="opens"),
        pytest.param(MONDAY, "2027-01-04T23:00", True, id="late"),
        pytest.param(datetime.date(2027, 1, 9), "2027-01-09T12:00", False, id="saturday"),
        pytest.param(MONDAY, "2026-11-25T02:00", True, id="another day than the clock's"),
    ],
)
def test_digests_go_out_once_a_working_day_has_begun(
    day: datetime.date, at: str, goes: bool
) -> None:
    instant = datetime.datetime.fromisoformat(at).replace(tzinfo=datetime.UTC)
    assert hours.day_of_digest(day, instant) == (day if goes else None)


@pytest.mark.parametrize(
    ("day", "last"),
    [
        pytest.param(MONDAY, MONDAY, id="itself"),
        pytest.param(datetime.date(2027, 1, 10), datetime.date(2027, 1, 8), id="sunday"),
        pytest.param(datetime.date(2027, 3, 29), datetime.date(2027, 3, 25), id="easter"),
    ],
)
def test_last_working_day(day: datetime.date, last: datetime.date) -> None:
    assert hours.last_working_day(day) == last

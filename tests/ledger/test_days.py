"""Days in words, and days some months from others."""

import datetime

import pytest

from ledger.days import add_months, in_words


def test_a_day_is_written_as_people_write_it() -> None:
    assert in_words(datetime.date(2027, 1, 4)) == "4 January 2027"


def test_no_day_is_no_words() -> None:
    assert in_words(None) == ""


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        ("2027-01-04", 1, "2027-02-04"),
        ("2027-01-31", 1, "2027-02-28"),
        ("2027-01-31", 13, "2028-02-29"),
        ("2027-11-15", 2, "2028-01-15"),
        ("2027-12-31", 12, "2028-12-31"),
        ("2027-03-31", -1, "2027-02-28"),
        ("2027-01-04", 0, "2027-01-04"),
    ],
)
def test_months_later(day: str, months: int, later: str) -> None:
    found = add_months(datetime.date.fromisoformat(day), months)
    assert found == datetime.date.fromisoformat(later)

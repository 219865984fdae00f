"""Pictures that the server draws: what stands where, and that names cannot break them."""

import datetime
import re
from xml.etree import ElementTree

import pytest

from governance.web.pictures import Row, Span, bars, timeline
from tests.cast import TODAY

KINDS = [("approved", "Approved"), ("live", "Live"), ("lapsed", "Lapsed")]
LATER = TODAY + datetime.timedelta(days=100)


def parts(picture: str, tag: str) -> list[ElementTree.Element]:
    svg = ElementTree.fromstring(picture)  # noqa: S314  our own, made a line above
    return svg.findall(f"{{http://www.w3.org/2000/svg}}{tag}")


def places(picture: str) -> list[tuple[str, str, str]]:
    found = parts(picture, "rect")
    return [(each.get("class", ""), each.get("x", ""), each.get("width", "")) for each in found]


def test_a_row_a_state_and_today_as_a_line() -> None:
    middle = TODAY + datetime.timedelta(days=50)
    spans = [Span("approved", TODAY, middle), Span("live", middle, LATER)]
    picture = timeline("Its life", KINDS, spans, middle)
    assert places(picture) == [
        ("keyholder-state-approved", "0.00%", "50.00%"),
        ("keyholder-state-live", "50.00%", "50.00%"),
    ]
    assert [each.text for each in parts(picture, "text")] == [
        "Approved",
        "Live",
        "4 Jan 2027",
        "14 Apr 2027",
    ]
    assert parts(picture, "line")[0].get("x1") == "50.00%"


def test_what_is_expected_has_a_class_of_its_own() -> None:
    picture = timeline("Its life", KINDS, [Span("live", TODAY, LATER, expected=True)], TODAY)
    assert places(picture)[0][0] == "keyholder-expected-live"


def test_a_life_of_one_day_can_be_seen() -> None:
    picture = timeline("Its life", KINDS, [Span("live", TODAY, TODAY)], TODAY)
    assert places(picture) == [("keyholder-state-live", "0.00%", "0.80%")]


def test_bars_are_as_long_as_their_numbers() -> None:
    rows = [Row("One", [("a", 10), ("b", 0)]), Row("Two", [("a", 1), ("b", 4)])]
    picture = bars("Numbers", rows)
    assert places(picture) == [
        ("a", "40.00%", "50.00%"),
        ("a", "40.00%", "5.00%"),
        ("b", "45.00%", "20.00%"),
    ]
    assert [each.text for each in parts(picture, "text")] == ["One", "10", "Two", "5"]


@pytest.mark.parametrize("rows", [[], [Row("None", [("a", 0)])]], ids=["no rows", "nought"])
def test_nothing_at_all_is_drawn_as_nothing(rows: list[Row]) -> None:
    assert places(bars("Numbers", rows)) == []


def test_long_and_nasty_names_stay_inside() -> None:
    picture = bars("<b>", [Row("<script>alert(1)</script>", [("a", 1_000)])])
    assert parts(picture, "text")[0].text == "<script>alert(1)…"
    assert parts(picture, "text")[1].text == "1,000"
    assert not re.search("<script", picture)

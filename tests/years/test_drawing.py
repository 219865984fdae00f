"""The curves can be read by everybody, and the table says what was missed."""

from typing import Any
from xml.etree import ElementTree as Xml

import pytest

from tests.years import drawing, page, table
from tests.years.drawing import LINES, PICTURES, Picture
from tests.years.looking import Seen

SVG = "{http://www.w3.org/2000/svg}"
ENOUGH = 4.5


def rows(**other: Any) -> list[dict[str, Any]]:
    """A year in which all is well, but for what is given for its last month."""
    good = dict.fromkeys(Seen.__dataclass_fields__, 0) | {"quiet_sweep": 0.1, "official": 900}
    return [good] * 11 + [good | other]


@pytest.mark.parametrize("picture", PICTURES, ids=lambda each: each.file)
def test_a_picture_has_words_for_those_who_do_not_see_it(picture: Picture) -> None:
    found = Xml.fromstring(drawing.drawn(picture, rows()))  # noqa: S314  our own
    assert found.findtext(f"{SVG}title") == picture.title
    said = found.findtext(f"{SVG}desc") or ""
    assert all(curve.name in said for curve in picture.curves)
    assert len(found.findall(f"{SVG}polyline")) == len(picture.curves)


@pytest.mark.parametrize("picture", PICTURES, ids=lambda each: each.file)
def test_its_curves_stay_inside(picture: Picture) -> None:
    found = Xml.fromstring(drawing.drawn(picture, rows(worst_inbox=636)))  # noqa: S314  our own
    for line in found.findall(f"{SVG}polyline"):
        points = [each.split(",") for each in line.attrib["points"].split()]
        assert all(drawing.LEFT <= float(x) <= drawing.WIDTH - drawing.RIGHT for x, _ in points)
        assert all(drawing.TOP <= float(y) <= drawing.HEIGHT - drawing.BOTTOM for _, y in points)


def test_a_month_without_a_quiet_day_has_no_point() -> None:
    picture = next(each for each in PICTURES if each.file.startswith("sweep"))
    found = Xml.fromstring(drawing.drawn(picture, rows(quiet_sweep=0)))  # noqa: S314  our own
    numbers = [len(line.attrib["points"].split()) for line in found.findall(f"{SVG}polyline")]
    assert numbers == [12, 11]


def test_lines_stand_out_and_differ_in_more_than_colour() -> None:
    assert all(1.05 / (_luminance(colour) + 0.05) >= ENOUGH for colour, _ in LINES)
    assert len({dashes for _, dashes in LINES}) == len(LINES)


@pytest.mark.parametrize(
    ("missed", "value"),
    [("untold", 1), ("leavers_keys", 1), ("worst_inbox", 6), ("differences", 2), ("unseen", 1)],
)
def test_what_is_missed_is_said(missed: str, value: int) -> None:
    good, bad = _document(rows()), _document(rows(**{missed: value}))
    assert table.holds(good)
    assert not table.holds(bad)
    assert "MISSED" in table.in_words(bad)
    assert "**missed**" in page.page(bad)
    assert "**missed**" not in page.page(good)


def test_a_sweep_that_grows_with_what_is_ignored_is_a_miss() -> None:
    slow = [each | {"quiet_sweep": 0.2} for each in rows()[:6]]
    assert not table.holds(_document(rows() + slow))


def _document(found: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "rows": found,
        "channels": 1_000,
        "teams": 40,
        "months": 12,
        "most_a_day": 15,
        "engine": "sqlite",
        "versions": {"SQLite": "3"},
        "seconds": 3_700,
    }


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

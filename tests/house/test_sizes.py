"""No module is longer than 400 lines; tests, scripts and migrations aside."""

from tests.house.test_imports import ROOT, sources

LONGEST = 400


def test_modules_are_small() -> None:
    lines = {path: len((ROOT / path).read_text().splitlines()) for path, _ in sources()}
    assert {path: count for path, count in lines.items() if count > LONGEST} == {}

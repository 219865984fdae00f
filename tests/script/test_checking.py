"""How script/test counts, and what it says was left out."""

import threading
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

REPORT = """<testsuites><testsuite>
<testcase name="a"/><testcase name="b"><failure/></testcase><testcase name="c"><error/></testcase>
<testcase name="d"><skipped message="there is no Chromium on this machine"/></testcase>
<testcase name="e"><skipped message="not in this engine's language"/></testcase>
</testsuite></testsuites>"""


def test_each_test_is_counted_once(part: Callable[[str], ModuleType], tmp_path: Path) -> None:
    report = tmp_path / "report.xml"
    report.write_text(REPORT)
    outcome = part("checking")._count(report)
    assert (outcome.passed, outcome.failed) == (1, 2)
    assert outcome.left_out == ["1 tests: there is no Chromium on this machine"]


def test_the_parts_see_nothing_of_the_settings_outside(
    part: Callable[[str], ModuleType], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DATABASE_URL", "KEYHOLDER_THEME", "OIDC_ISSUER"):
        monkeypatch.setenv(name, "outside")
    found = part("checking").clean_environment()
    assert "outside" not in found.values()
    assert found["DEBUG"] == "true"


def test_parts_beside_each_other_are_told_in_their_order(
    part: Callable[[str], ModuleType], capsys: pytest.CaptureFixture[str]
) -> None:
    checking = part("checking")
    begun = threading.Event()

    def first() -> object:
        assert begun.wait(10)
        return checking.Outcome(passed=1)

    def second() -> object:
        begun.set()
        return checking.Outcome(failed=1, said="Something is wrong.")

    parts = [checking.Part("first", first), checking.Part("second", second, beside=True)]
    total = checking.run_all([*parts, checking.left_out("third", "not here")])
    said = capsys.readouterr().out
    assert (total.passed, total.failed, total.left_out) == (1, 1, ["third: not here"])
    places = [said.index(each) for each in ("── first", "── second", "Something", "── third")]
    assert places == sorted(places)

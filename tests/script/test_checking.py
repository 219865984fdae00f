"""How script/test counts, and what it says was left out."""

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

"""What the command writes, imported again, changes nothing."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from governance.models import Channel
from governance.register import cells, exporting, importing
from governance.register.columns import COLUMNS
from governance.register.judging import Result
from ledger.models import Entry
from tests import cast as given
from tests.cast import Cast
from tests.governance.register.conftest import HEADER, Import, emptied, written

ODD_NAMES = ["=SUM(A1)", "+1", "-2", "@trust", "'@trust", "''=x", 'Zoë 🎈, "quoted"', "a;b\tc"]


@pytest.fixture
def register(cast: Cast, odd: None) -> None:
    given.live_channel(cast)


@pytest.fixture
def odd(imported: Import) -> None:
    states = ["approved", "live", "suspended", "lapsed", "retired"]
    rows = [
        (cells.guarded(name), "x", f"odd{at}", "", "T", states[at % 5])
        for at, name in enumerate(ODD_NAMES)
    ]
    imported(written(rows, [*HEADER, "state"]))
    # The address of a retired channel, in use again.
    imported(written([("!Again", "x", "odd4", "", "T", "live")], [*HEADER, "state"]))


@pytest.mark.parametrize("kind", sorted(exporting.WRITERS))
def test_round_trip_changes_nothing(kind: str, register: None, tmp_path: Path) -> None:
    file, out = tmp_path / f"register.{kind}", io.StringIO()
    entries = Entry.objects.count()
    call_command("export_register", str(file), format=kind, stderr=io.StringIO())
    call_command("import_register", str(file), json=True, stdout=out)
    report = json.loads(out.getvalue())
    assert [row for row in report["rows"] if row["result"] != "unchanged" or row["reason"]] == []
    assert report["unchanged"] == Channel.objects.count() == len(ODD_NAMES) + 2
    assert Entry.objects.count() == entries
    assert file.stat().st_mode & 0o077 == 0


def test_what_is_as_it_was_is_measured_by_no_rule(cast: Cast, imported: Import) -> None:
    """An extension may lead past the longest life span, and older programs took any day."""
    imported(written([("Old", "x", "old", "", "T")]))
    given.live_channel(cast)
    Channel.objects.update(
        ends_on="2090-01-01", approved_on="2091-01-01", confirmed_on="2026-10-12"
    )
    for channel in Channel.objects.all():
        channel.save()
    report = imported(_exported("csv"))
    assert [(row.result, row.reason) for row in report.rows] == [(Result.UNCHANGED, None)] * 2


@pytest.mark.parametrize("batch", [1, 200])
@pytest.mark.parametrize("kind", sorted(exporting.WRITERS))
def test_register_fills_an_empty_one(
    kind: str, batch: int, odd: None, imported: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also what is retired, where somebody else has its address now."""
    monkeypatch.setattr(importing, "BATCH", batch)
    rows = _rows()
    copy = _exported(kind)
    emptied()
    report = imported(copy)
    assert report.count(Result.ADDED) == len(rows) == len(ODD_NAMES) + 1
    assert _rows() == rows


def _rows() -> list[dict[str, str | None]]:
    return [{each.name: each.read(row) for each in COLUMNS} for row in exporting.whole()]


def _exported(kind: str) -> bytes:
    out = io.BytesIO()
    exporting.write(kind, out)
    return out.getvalue()


@pytest.mark.parametrize("text", [*ODD_NAMES, "", "plain", "'quoted'"])
def test_guarding_is_undone(text: str) -> None:
    assert cells.unguarded(cells.guarded(text)) == text
    assert not cells.guarded(text).startswith(("=", "+", "-", "@"))


def test_command_says_what_is_wrong(tmp_path: Path, db: None) -> None:
    with pytest.raises(CommandError, match="No such file"):
        call_command("import_register", str(tmp_path / "none.csv"))
    with pytest.raises(CommandError, match="Is a directory"):
        call_command("import_register", str(tmp_path))
    with pytest.raises(CommandError, match="No such file"):
        call_command("export_register", str(tmp_path / "no" / "x.csv"), format="csv")

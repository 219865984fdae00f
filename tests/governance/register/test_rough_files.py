"""Whatever somebody sends, each row gets a verdict or the file a sentence; nothing breaks."""

import csv
import io
import threading

import pytest
from django.db import connections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from governance.models import Channel
from governance.published import listings
from governance.register import importing, reading
from governance.register.columns import names
from governance.register.files import child, csv_file, json_file, workbook
from governance.register.files.sheets import UnreadableFileError
from governance.register.headers import NAMES
from governance.register.importing import Report
from ledger import verification
from ledger.actors import OPERATOR
from people.models import Team
from tests.cast import TODAY
from tests.governance.register.conftest import HEADER, written

TEXT = st.text(st.characters(codec="utf-8"), max_size=40)
CELL = st.one_of(
    TEXT,
    st.sampled_from(
        [
            "",
            "x",
            "Twitter",
            "https://x.com/trust",
            "facebook.com/trust",
            "@trust",
            "live",
            "retired",
            "2027-01-04",
            "a@b.invalid",
            "T",
            "9" * 400,
            "\udc80".encode("utf-8", "surrogatepass").decode("latin-1"),
        ]
    ),
)
FUZZ = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def judged(content: bytes, *, dry_run: bool = True) -> Report | str:
    try:
        return importing.run(reading.read(content), by=OPERATOR, today=TODAY, dry_run=dry_run)
    except UnreadableFileError as error:
        return str(error)


@FUZZ
@given(rows=st.lists(st.lists(CELL, min_size=11, max_size=11), max_size=4))
def test_every_row_gets_a_verdict(db: None, rows: list[list[str]]) -> None:
    text = io.StringIO()
    csv.writer(text).writerows([names(), *rows])
    content = text.getvalue().encode()
    first = judged(content, dry_run=False)
    second = judged(content)
    if isinstance(first, str) or isinstance(second, str):
        assert str(first).endswith(".")
        return
    again = {row.line: row.result.value for row in second.rows}
    for row in first.rows:
        refused = row.result == "refused"
        assert again[row.line] == ("refused" if refused else "unchanged"), row
        assert bool(row.reason) or not refused


@FUZZ
@given(content=st.one_of(st.binary(max_size=300), TEXT.map(str.encode)))
def test_anything_at_all_is_read_or_refused(content: bytes) -> None:
    """Here without the limits of the process that reads; with them in test_bombs.py."""
    for start in (b"", b"name,team,url\n", b"[", b"PK\x03\x04"):
        begun = start + content
        module = {"csv_file": csv_file, "json_file": json_file, "workbook": workbook}
        read = module[reading.kind(begun)].read
        *_, end = child.said(read, begun, NAMES, 100)
        assert end == {"end": True} or end["unreadable"].endswith(".")


@pytest.mark.processes
@pytest.mark.django_db(transaction=True)
def test_two_imports_of_one_file_at_once() -> None:
    rows = [(f"Channel {n}", "x", f"trust{n}", "", f"Team {n % 9}") for n in range(300)]
    files = [written(rows, HEADER), written(rows[::-1], HEADER)]
    reports: list[Report | str] = []

    def run(content: bytes) -> None:
        try:
            reports.append(judged(content, dry_run=False))
        finally:
            connections.close_all()

    racers = [threading.Thread(target=run, args=[content]) for content in files]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join()
    assert len(reports) == 2
    assert Channel.objects.count() == 300
    assert Team.objects.count() == 9
    assert verification.verify().in_order
    assert listings.stale() == []

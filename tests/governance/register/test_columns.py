"""Each column stands in one row, and what is exported of it can be imported, on both engines."""

import csv
import dataclasses
import io
import uuid
from typing import Any

import pytest

from governance.models import Channel
from governance.published import listings
from governance.register import columns, exporting, headers
from governance.register.cells import guarded
from governance.register.column import Column
from governance.register.columns import COLUMNS, PUBLIC, TAKEN, names
from governance.register.files.names import plain
from governance.register.inputs import Columns
from governance.register.judging import Result
from governance.register.taking import OnlySaid, Taking
from tests.cast import Cast
from tests.governance.published import sample
from tests.governance.register.conftest import Import, emptied, written

# Of each column what a cell may hold, and what else.
SAID = {
    "id": (str(uuid.UUID(int=1)), str(uuid.UUID(int=2))),
    "name": ("'=Zoë's, \"quoted\" 🦄", "+Other"),
    "platform": ("X", "Instagram"),
    "handle": ("riverside", "somebodyelse"),
    "url": ("https://x.com/riverside", "https://x.com/somebodyelse"),
    "team": ("-Team; \\N", "@Other team"),
    "lead_email": ("+lead@riverside.invalid", "other@riverside.invalid"),
    "purpose": ("=News,\r\nin two\ror three\tlines", "-Other"),
    "approved_on": ("2026-01-05", "2026-02-06"),
    "ends_on": ("2028-02-29", "2028-03-01"),
    "state": ("suspended", "lapsed"),
    "confirmed_on": ("2026-10-12", "2026-11-13"),
}
LEAST = ("id", "name", "url", "team")
EACH = [pytest.param(column, id=column.name) for column in COLUMNS]
# No file says of a channel what a person must say.
IMPORTED = [column for column in COLUMNS if not isinstance(column.taking, OnlySaid)]


def file(**cells: str) -> bytes:
    """As an export guards it: one row, with what every channel needs and these cells."""
    said = {name: SAID[name][0] for name in LEAST} | cells
    return written([[guarded(text) for text in said.values()]], list(said))


def exported(kind: str = "csv") -> bytes:
    out = io.BytesIO()
    exporting.write(kind, out)
    return out.getvalue()


def only_channel() -> dict[str, str | None]:
    (document,) = exporting.whole()
    return {column.name: column.read(document) for column in COLUMNS}


@pytest.mark.parametrize("column", IMPORTED, ids=lambda column: column.name)
def test_what_is_exported_is_imported(column: Column[Any], imported: Import) -> None:
    cell = SAID[column.name][0]
    assert imported(file(**{column.name: cell})).count(Result.ADDED) == 1
    assert only_channel()[column.name] == cell
    found, copy = only_channel(), exported()
    emptied()
    report = imported(copy)
    assert [(row.result, row.reason) for row in report.rows] == [(Result.ADDED, None)]
    assert only_channel() == found


@pytest.mark.parametrize("kind", sorted(exporting.WRITERS))
def test_whole_channel_comes_back(kind: str, imported: Import) -> None:
    imported(file(**{column.name: SAID[column.name][0] for column in IMPORTED}))
    found, copy = only_channel(), exported(kind)
    assert all(found[column.name] for column in IMPORTED)
    emptied()
    imported(copy)
    assert worded(only_channel()) == worded(found)


def worded(cells: dict[str, str | None]) -> dict[str, list[str]]:
    """A workbook keeps no difference between ends of lines."""
    return {name: (text or "").split() for name, text in cells.items()}


@pytest.mark.parametrize("column", EACH)
def test_other_cell_is_taken_or_answered(column: Column[Any], imported: Import) -> None:
    """Never "unchanged" in silence, and never "changed" without the change."""
    first, other = SAID[column.name]
    imported(file(**{column.name: first}))
    before = only_channel()
    (row,) = imported(file(**{column.name: other})).rows
    if isinstance(column.taking, Taking):
        assert (row.result, row.reason) == (Result.CHANGED, None)
        assert only_channel() == before | {column.name: other}
        assert listings.stale() == []
    else:
        assert row.result in (Result.REFUSED, Result.UNCHANGED)
        assert row.reason
        assert only_channel() == before


@pytest.mark.parametrize("column", EACH)
def test_wizard_and_header_know_it(column: Column[Any]) -> None:
    for name in (column.name, column.name.upper().replace("_", " "), *column.also):
        assert headers.match([name]) == {column.name: 0}
    assert column.label
    assert Columns([]).fields[column.name].label == column.label


@pytest.mark.parametrize("column", EACH)
def test_row_says_where_it_is_kept(column: Column[Any]) -> None:
    assert column.sql
    if isinstance(column.taking, Taking):
        assert Channel._meta.get_field(column.taking.field)
    elif isinstance(column.taking, OnlySaid):
        assert Channel._meta.get_field(column.name)
    else:
        assert column.taking.where


@pytest.mark.parametrize(
    "left_out",
    [
        each.name
        for each in dataclasses.fields(Column)
        if each.default is dataclasses.MISSING and each.default_factory is dataclasses.MISSING
    ],
)
def test_row_that_is_not_whole_stops_the_start(left_out: str) -> None:
    whole = {each.name: getattr(COLUMNS[0], each.name) for each in dataclasses.fields(Column)}
    del whole[left_out]
    with pytest.raises(TypeError, match=left_out):
        Column(**whole)


def test_every_row_is_in_the_file() -> None:
    """In an order in which a team is known before its lead."""
    rows = [each for each in vars(columns).values() if isinstance(each, Column)]
    assert rows == sorted(COLUMNS, key=rows.index)
    assert len(set(names())) == len(COLUMNS) == len(SAID)
    taken = [column for column, _ in TAKEN]
    assert taken.index(columns.TEAM) < taken.index(columns.LEAD_EMAIL)


def test_no_header_means_two_columns() -> None:
    known = [plain(name) for each in COLUMNS for name in (each.name, *each.also)]
    assert len(known) == len(set(known))


def test_public_columns_are_public(cast: Cast) -> None:
    """A column that reads what is not public cannot be published."""
    channel = sample.full(cast)
    document = listings.public_document(channel)
    found = {column.name: column.read(document) for column in PUBLIC}
    assert all(found.values())
    assert set(names()) - set(found) == {"lead_email"}


def test_no_file_says_that_somebody_confirmed_it(imported: Import) -> None:
    (row,) = imported(file(confirmed_on="2026-10-12")).rows
    assert row.result == Result.ADDED
    assert "Its confirmed_on is not taken: a person says it" in (row.reason or "")
    assert Channel.objects.get().confirmed_on is None


def test_wrong_columns_are_not_read_as_others() -> None:
    assert headers.match(["colour", "password"]) == {}


def test_csv_can_be_read_by_others(imported: Import) -> None:
    """No cell is a formula, and each row has a cell a column."""
    imported(file(**{name: first for name, (first, _) in SAID.items()}))
    header, row = csv.reader(io.StringIO(exported().decode("utf-8-sig"), newline=""))
    assert header == names()
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row)

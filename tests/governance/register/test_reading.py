"""Files as people save them: CSV of every kind, workbooks, and what is neither."""

import datetime
import io
from collections.abc import Sequence

import openpyxl
import pytest

from governance.register import reading
from governance.register.files.sheets import UnreadableFileError
from ledger import limits


def cells(content: bytes) -> list[list[str]]:
    return [line.cells for line in reading.read(content).lines]


def workbook(*rows: Sequence[object]) -> bytes:
    book, file = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_usual_delimiters(delimiter: str) -> None:
    text = "name,team,url\na,b,c\n".replace(",", delimiter)
    assert cells(text.encode()) == [["a", "b", "c"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_of_every_kind(encoding: str) -> None:
    assert cells("name,team\nZoë,Ünit\n".encode(encoding)) == [["Zoë", "Ünit"]]


def test_row_that_is_not_utf_8_is_refused_alone() -> None:
    lines = list(reading.read("name,team\nZoë,A\nAnn,B\n".encode("cp1252")).lines)
    assert "not written in UTF-8" in lines[0].problem
    assert lines[1].cells == ["Ann", "B"]


def test_lines_are_counted_in_the_file() -> None:
    content = b'name,team\r\n"two\r\nlines",A\r\n\r\n,\r\nb,B\r\n'
    assert [line.number for line in reading.read(content).lines] == [2, 6]


def test_quotation_mark_that_is_never_closed_spoils_one_row() -> None:
    lines = list(reading.read(b'name,team\na,"b\nc,d\ne,f\n').lines)
    assert "never closed" in lines[0].problem
    assert [line.cells for line in lines[1:]] == [["c", "d"], ["e", "f"]]


def test_long_cell_stops_nothing() -> None:
    content = b"name,team\n" + b"a" * 200_000 + b",b\nc,d\n"
    assert cells(content)[1] == ["c", "d"]


def test_workbook_with_dates_numbers_and_empty_rows() -> None:
    rows = ["name", "ends_on"], [None, None], ["A", datetime.date(2027, 3, 1)], [12.0, "x"]
    lines = list(reading.read(workbook(*rows)).lines)
    assert [line.cells for line in lines] == [["A", "2027-03-01"], ["12", "x"]]
    assert [line.number for line in lines] == [3, 4]


def test_formula_in_a_workbook_is_named() -> None:
    lines = list(reading.read(workbook(["name"], ["=1+1"])).lines)
    assert "holds a formula" in lines[0].spoiled[0]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf\n\n", "is empty"),
        (b"PK\x03\x04 and no more", "cannot be read as a workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Excel file"),
        (b"[{", "cannot be read as JSON"),
        (b"a" * (limits.LARGEST_FILE + 1), "larger than 10 MB"),
    ],
)
def test_what_is_no_register(content: bytes, said: str) -> None:
    with pytest.raises(UnreadableFileError, match=said):
        list(reading.read(content).lines)


def test_too_many_rows() -> None:
    with pytest.raises(UnreadableFileError, match="more than 3 rows"):
        reading.read(b"name,team\n" + b"a,b\n" * 4, most=3)

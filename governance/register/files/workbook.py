"""XLSX: the first sheet, its dates as dates; formulas and errors are named, never taken."""

import datetime
import io
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any

import openpyxl

from governance.register.files.csv_file import FORMULA
from governance.register.files.sheets import Line, Sheet, UnreadableFileError, header_of
from ledger.limits import LARGEST_UNPACKED, MEGABYTE, MOST_COLUMNS

UNREADABLE = "This cannot be read as a workbook. Save it again as .xlsx, or as CSV UTF-8."
ERROR = "holds an error of the spreadsheet."


def read(content: bytes, names: Mapping[str, str]) -> Sheet:
    _refuse_what_unpacks_too_large(content)
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # what a file says of its own size is not to be trusted
    except MemoryError:
        raise
    except Exception as error:  # openpyxl raises whatever its parts raise
        raise UnreadableFileError(UNREADABLE) from error
    lines = _lines(sheet)
    header = next((line for line in lines if not line.empty), None)
    if header is None:
        raise UnreadableFileError("This file is empty.")
    return Sheet(header_of(header.cells), lines)


def _refuse_what_unpacks_too_large(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            unpacked = sum(each.file_size for each in packed.infolist())
    except zipfile.BadZipFile as error:
        raise UnreadableFileError(UNREADABLE) from error
    if unpacked > LARGEST_UNPACKED:
        raise UnreadableFileError(
            f"This workbook unpacks to more than {LARGEST_UNPACKED // MEGABYTE} MB. "
            "Divide it into several."
        )


def _lines(sheet: Any) -> Iterator[Line]:
    # One more than is taken, to see it; rows are never filled up to the last column there could be.
    rows = sheet.iter_rows(max_col=MOST_COLUMNS + 1)
    while True:
        try:
            cells = next(rows, None)
        except MemoryError:
            raise
        except Exception as error:
            raise UnreadableFileError(UNREADABLE) from error
        if cells is None:
            return
        yield from _line(cells)


def _line(cells: tuple[Any, ...]) -> Iterator[Line]:
    written = [cell for cell in cells if cell.value is not None]
    if written:
        cells = cells[: written[-1].column]
        spoiled = {at: said for at, cell in enumerate(cells) if (said := _spoiled(cell))}
        yield Line(written[0].row, [_text(cell.value) for cell in cells], spoiled=spoiled)


def _spoiled(cell: Any) -> str:
    if cell.value is None:
        return ""
    return {"f": FORMULA, "e": ERROR}.get(cell.data_type, "")


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)

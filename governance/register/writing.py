"""The one writer of the register's rows, whatever asks: as CSV, as JSON or as a workbook."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import IO, Any

from openpyxl import Workbook

from governance.register.columns import Columns, names

PIECE = 64 * 1024
LINE_END = "\r\n"  # with another one csv.writer of Python 3.11 leaves a cell that holds \r unquoted
# Characters that a workbook cannot hold; our fields refuse them, older data may have some.
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
Documents = Iterable[dict[str, Any]]


@dataclass(frozen=True)
class Manner:
    """How a file of CSV begins, and how its lines end."""

    begins: str
    line_end: str


FOR_SPREADSHEETS = Manner("\ufeff", LINE_END)  # without the mark Excel reads another encoding
FOR_PROGRAMS = Manner("", "\n")


def header(columns: Columns, manner: Manner) -> bytes:
    return f"{manner.begins}{','.join(names(columns))}{manner.line_end}".encode()


def csv_lines(documents: Documents, columns: Columns, manner: Manner) -> Iterator[bytes]:
    """The rows in pieces, without a header."""
    writer = csv.writer(_Echo(), lineterminator=LINE_END)
    piece: list[str] = []
    size = 0
    for cells in rows(documents, columns):
        line = writer.writerow(cells).removesuffix(LINE_END)
        piece += (line, manner.line_end)
        size += len(line)
        if size >= PIECE:
            yield "".join(piece).encode()
            piece, size = [], 0
    yield "".join(piece).encode()


def csv_file(documents: Documents, columns: Columns, manner: Manner) -> Iterator[bytes]:
    return chain([header(columns, manner)], csv_lines(documents, columns, manner))


def json_file(documents: Documents, columns: Columns) -> Iterator[bytes]:
    """An array with one object a line; null where there is nothing to say."""
    before = "[\n"
    for document in documents:
        said = {column.name: column.read(document) or None for column in columns}
        yield f"{before}{json.dumps(said, ensure_ascii=False)}".encode()
        before = ",\n"
    yield b"[]\n" if before == "[\n" else b"\n]\n"


def write_workbook(file: IO[bytes], documents: Documents, columns: Columns, title: str) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.append(names(columns))
    for cells in rows(documents, columns):
        sheet.append([ILLEGAL.sub("", cell) or None for cell in cells])
    book.save(file)


def rows(documents: Documents, columns: Columns) -> Iterator[list[str]]:
    """The cells of each channel, from its public or its register document."""
    return ([column.cell(document) for column in columns] for document in documents)


class _Echo:
    """Hands each line back to whoever had it written."""

    def write(self, text: str) -> str:
        return text

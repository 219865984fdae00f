"""Writes the whole register as CSV, JSON or XLSX; imported again, it changes nothing."""

import csv
import json
import re
from collections.abc import Callable, Iterator
from typing import IO, Any

import orjson
from openpyxl import Workbook

from governance.models import Listing
from governance.register.cells import COLUMNS, guarded, row

CHUNK = 500
BOM = "\ufeff"  # without it Excel reads UTF-8 as something else
# Characters that a workbook cannot hold; our fields refuse them, older data may have some.
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def rows() -> Iterator[list[str]]:
    """Every channel in every state, by team and name, read from the register's ready answers."""
    listings = Listing.objects.order_by("team__name", "channel__name", "pk")
    for document in listings.values_list("document", flat=True).iterator(CHUNK):
        yield row(orjson.loads(bytes(document)))


def write_csv(file: IO[bytes]) -> int:
    echo = _Echo()
    writer = csv.writer(echo)
    writer.writerow(COLUMNS)
    file.write((BOM + echo.text).encode())
    written = 0
    for each in rows():
        writer.writerow([guarded(cell) for cell in each])
        file.write(echo.text.encode())
        written += 1
    return written


def write_json(file: IO[bytes]) -> int:
    """An array with one object a line; null where there is nothing to say."""
    written = 0
    for each in rows():
        channel = {name: cell or None for name, cell in zip(COLUMNS, each, strict=True)}
        file.write(b",\n" if written else b"[\n")
        file.write(json.dumps(channel, ensure_ascii=False).encode())
        written += 1
    file.write(b"\n]\n" if written else b"[]\n")
    return written


def write_xlsx(file: IO[bytes]) -> int:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Register")
    sheet.append(COLUMNS)
    written = 0
    for each in rows():
        sheet.append([ILLEGAL.sub("", guarded(cell)) or None for cell in each])
        written += 1
    book.save(file)
    return written


WRITERS: dict[str, Callable[[IO[bytes]], int]] = {
    "csv": write_csv,
    "json": write_json,
    "xlsx": write_xlsx,
}


class _Echo:
    """What csv.writer wrote last."""

    text = ""

    def write(self, text: str) -> Any:
        self.text = text

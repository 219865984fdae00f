"""The register as a file: the whole of it for the command, a filtered list for page and API."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain
from typing import IO, Any

import orjson
from django.db import connection

from governance.models import Listing
from governance.published import exports
from governance.published.lists import Filters, Source
from governance.register import copying, writing
from governance.register.columns import COLUMNS, PUBLIC, Columns
from governance.register.writing import FOR_PROGRAMS, FOR_SPREADSHEETS, Documents

CHUNK = 500
OF_SOURCE: dict[Source, Columns] = {"published": PUBLIC, "register": COLUMNS}


def whole() -> Iterator[dict[str, Any]]:
    """Every channel in every state, by team and name, read from the register's ready answers."""
    listings = Listing.objects.order_by("team__name", "channel__name", "pk")
    for document in listings.values_list("document", flat=True).iterator(CHUNK):
        yield orjson.loads(bytes(document))


def chosen(source: Source, filters: Filters) -> Iterator[dict[str, Any]]:
    """The filtered list, newest change first."""
    return map(orjson.loads, chain.from_iterable(exports.documents(source, filters)))


def csv_for_programs(source: Source, filters: Filters) -> Iterator[bytes]:
    """PostgreSQL writes the rows itself."""
    columns = OF_SOURCE[source]
    yield writing.header(columns, FOR_PROGRAMS)
    if connection.vendor == "postgresql":
        yield from copying.lines(source, filters, columns)
    else:
        yield from writing.csv_lines(chosen(source, filters), columns, FOR_PROGRAMS)


def csv_for_spreadsheets(source: Source, filters: Filters) -> Iterator[bytes]:
    return writing.csv_file(chosen(source, filters), OF_SOURCE[source], FOR_SPREADSHEETS)


def write(kind: str, file: IO[bytes]) -> int:
    """The whole register as a file of this kind; says how many channels."""
    counted = Counted(whole())
    WRITERS[kind](file, counted)
    return counted.so_far


def _csv(file: IO[bytes], documents: Documents) -> None:
    file.writelines(writing.csv_file(documents, COLUMNS, FOR_SPREADSHEETS))


def _json(file: IO[bytes], documents: Documents) -> None:
    file.writelines(writing.json_file(documents, COLUMNS))


def _xlsx(file: IO[bytes], documents: Documents) -> None:
    writing.write_workbook(file, documents, COLUMNS, "Register")


WRITERS: dict[str, Callable[[IO[bytes], Documents], None]] = {
    "csv": _csv,
    "json": _json,
    "xlsx": _xlsx,
}


class Counted:
    """Documents that are counted as they are read."""

    def __init__(self, documents: Documents) -> None:
        self.documents, self.so_far = documents, 0

    def __iter__(self) -> Iterator[dict[str, Any]]:
        for document in self.documents:
            self.so_far += 1
            yield document

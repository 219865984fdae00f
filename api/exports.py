"""The whole filtered list as a file: CSV and JSON as they are read, XLSX in one piece."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import orjson
from django.db import connection
from django.http import StreamingHttpResponse
from django.http.response import HttpResponseBase
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from rest_framework.request import Request

from api import descriptions
from api.channels import FILTERS, what_is_asked
from api.permissions import PUBLIC
from api.views import View
from governance.published import copying, exports, lists
from governance.published.lists import Filters, Source
from governance.register.cells import COLUMNS, PUBLIC_COLUMNS, guarded, row
from ledger.refusals import InvalidError

Chunks = Iterable[list[bytes]]
Columns = tuple[str, ...]
PIECE = 64 * 1024
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Export(View):
    """`media_type` and `extension` of the file, and how its body is made."""

    needs = {"GET": (PUBLIC,)}
    parameters = FILTERS
    media_type: str
    extension: str

    def file(self, request: Request) -> HttpResponseBase:
        source, filters = what_is_asked(request, self.asked(request))
        try:
            lists.check_slugs(filters)
        except lists.UnknownSlugError as error:
            raise InvalidError({error.parameter: [str(error)]}) from error
        columns = PUBLIC_COLUMNS if source == "published" else COLUMNS
        whole = request.method != "HEAD"
        written = self.written(source, filters, columns) if whole else iter(())
        response = StreamingHttpResponse(written, content_type=self.media_type)
        response["Content-Disposition"] = f'attachment; filename="channels.{self.extension}"'
        return response

    def written(self, source: Source, filters: Filters, columns: Columns) -> Iterator[bytes]:
        raise NotImplementedError


class CsvExport(Export):
    media_type, extension = "text/csv; charset=utf-8", "csv"

    @descriptions.csv_export
    def get(self, request: Request) -> HttpResponseBase:
        return self.file(request)

    def written(self, source: Source, filters: Filters, columns: Columns) -> Iterator[bytes]:
        yield csv_line(columns)
        if connection.vendor == "postgresql":
            yield from copying.lines(source, filters, columns)
        else:
            yield from csv_lines(exports.documents(source, filters), columns)


class JsonExport(Export):
    media_type, extension = "application/json", "json"

    @descriptions.json_export
    def get(self, request: Request) -> HttpResponseBase:
        return self.file(request)

    def written(self, source: Source, filters: Filters, columns: Columns) -> Iterator[bytes]:
        return json_array(exports.documents(source, filters))


class XlsxExport(Export):
    media_type, extension = XLSX, "xlsx"

    @descriptions.xlsx_export
    def get(self, request: Request) -> HttpResponseBase:
        return self.file(request)

    def written(self, source: Source, filters: Filters, columns: Columns) -> Iterator[bytes]:
        return workbook(exports.documents(source, filters), columns)


def csv_line(cells: Columns) -> bytes:
    return f"{','.join(cells)}\n".encode()


def csv_lines(found: Chunks, columns: Columns) -> Iterator[bytes]:
    kept: list[str] = []
    writer = csv.writer(_Echo(kept), lineterminator="\n")
    for chunk in found:
        writer.writerows(_cells([chunk], columns))
        yield "".join(kept).encode()
        kept.clear()


def json_array(found: Chunks) -> Iterator[bytes]:
    """The documents of the list, without its pages."""
    before = b"["
    for chunk in found:
        yield before + b",\n".join(chunk)
        before = b",\n"
    yield b"[]" if before == b"[" else b"]"


def workbook(found: Chunks, columns: Columns) -> Iterator[bytes]:
    """It can be read only when it is whole, so it waits in a file."""
    with tempfile.TemporaryFile() as file:
        book = Workbook(write_only=True)
        sheet = book.create_sheet("Channels")
        sheet.append(columns)
        for cells in _cells(found, columns):
            sheet.append([ILLEGAL_CHARACTERS_RE.sub("", cell) for cell in cells])
        book.save(file)
        file.seek(0)
        while piece := file.read(PIECE):
            yield piece


def _cells(found: Chunks, columns: Columns) -> Iterator[list[str]]:
    for chunk in found:
        for document in chunk:
            yield [guarded(cell) for cell in row(orjson.loads(document), columns)]


class _Echo:
    """Where csv.writer writes to."""

    def __init__(self, kept: list[str]) -> None:
        self.write: Callable[[str], Any] = kept.append

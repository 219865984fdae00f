"""The whole filtered list as a file: CSV and JSON as they are read, XLSX in one piece."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator

from django.http import StreamingHttpResponse
from django.http.response import HttpResponseBase
from rest_framework.request import Request

from api import descriptions
from api.channels import FILTERS, what_is_asked
from api.permissions import PUBLIC
from api.views import View
from governance.published import exports, lists
from governance.published.lists import Filters, Source
from governance.register import exporting
from governance.register.writing import PIECE, write_workbook
from ledger.refusals import InvalidError


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
        whole = request.method != "HEAD"
        written = self.written(source, filters) if whole else iter(())
        response = StreamingHttpResponse(written, content_type=self.media_type)
        response["Content-Disposition"] = f'attachment; filename="channels.{self.extension}"'
        return response

    def written(self, source: Source, filters: Filters) -> Iterator[bytes]:
        raise NotImplementedError


class CsvExport(Export):
    media_type, extension = "text/csv; charset=utf-8", "csv"

    @descriptions.csv_export
    def get(self, request: Request) -> HttpResponseBase:
        return self.file(request)

    def written(self, source: Source, filters: Filters) -> Iterator[bytes]:
        return exporting.csv_for_programs(source, filters)


class JsonExport(Export):
    media_type, extension = "application/json", "json"

    @descriptions.json_export
    def get(self, request: Request) -> HttpResponseBase:
        return self.file(request)

    def written(self, source: Source, filters: Filters) -> Iterator[bytes]:
        return json_array(exports.documents(source, filters))


class XlsxExport(Export):
    media_type, extension = descriptions.XLSX, "xlsx"

    @descriptions.xlsx_export
    def get(self, request: Request) -> HttpResponseBase:
        return self.file(request)

    def written(self, source: Source, filters: Filters) -> Iterator[bytes]:
        return workbook(source, filters)


def json_array(found: Iterable[list[bytes]]) -> Iterator[bytes]:
    """The documents of the list, without its pages."""
    before = b"["
    for chunk in found:
        yield before + b",\n".join(chunk)
        before = b",\n"
    yield b"[]" if before == b"[" else b"]"


def workbook(source: Source, filters: Filters) -> Iterator[bytes]:
    """It can be read only when it is whole, so it waits in a file."""
    with tempfile.TemporaryFile() as file:
        found = exporting.chosen(source, filters)
        write_workbook(file, found, exporting.OF_SOURCE[source], "Channels")
        file.seek(0)
        while piece := file.read(PIECE):
            yield piece

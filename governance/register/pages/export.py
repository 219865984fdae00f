"""The register, as it is narrowed down, as a file for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

import orjson
from django.http import HttpResponseRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse

from governance.models import Listing, Platform
from governance.published import exports, lists
from governance.published.pages.lists import in_use
from governance.register.cells import COLUMNS, guarded, row
from governance.register.pages.register import Filters
from governance.web.doors import PersonRequest, signed_in
from people.models import Team

BOM = "\ufeff"  # without it Excel reads UTF-8 as something else


@signed_in
def as_csv(request: PersonRequest) -> HttpResponseBase:
    filters = Filters(request.GET, platform=in_use(Platform, Listing), team=in_use(Team, Listing))
    if not filters.is_valid():
        return HttpResponseRedirect(f"{reverse('channels')}?{request.GET.urlencode()}")
    response = StreamingHttpResponse(_lines(filters.given), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="channels.csv"'
    return response


def _lines(filters: lists.Filters) -> Iterator[bytes]:
    yield _written([list(COLUMNS)], before=BOM)
    for chunk in exports.documents("register", filters):
        yield _written([[guarded(cell) for cell in row(orjson.loads(raw))] for raw in chunk])


def _written(rows: list[list[str]], before: str = "") -> bytes:
    lines = io.StringIO()
    csv.writer(lines).writerows(rows)
    return (before + lines.getvalue()).encode()

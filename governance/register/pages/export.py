"""The register, as it is narrowed down, as a file for a spreadsheet."""

from __future__ import annotations

from django.http import HttpResponseRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse

from governance.register import exporting
from governance.register.pages.register import Filters
from governance.web.doors import PersonRequest, signed_in


@signed_in
def as_csv(request: PersonRequest) -> HttpResponseBase:
    filters = Filters(request)
    if not filters.is_valid():
        return HttpResponseRedirect(f"{reverse('channels')}?{request.GET.urlencode()}")
    written = exporting.csv_for_spreadsheets("register", filters.given)
    response = StreamingHttpResponse(written, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="channels.csv"'
    return response

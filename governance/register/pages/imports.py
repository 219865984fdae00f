"""Importing a spreadsheet: upload, match columns, look at every row, commit, see what is owed."""

from __future__ import annotations

import uuid
from itertools import islice

import orjson
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from governance.models import Listing
from governance.register import importing, uploads
from governance.register.bringing import bring_in
from governance.register.files.sheets import UnreadableFileError
from governance.register.inputs import Columns, File
from governance.register.judging import Result, Verdict
from governance.register.uploads import Upload
from governance.web.acting import BAD_REQUEST
from governance.web.doors import PersonRequest, officers, opens
from ledger.limits import LARGEST_UPLOAD

ROWS_A_PAGE = 100
EXAMPLES = 3
GONE = "That file is no longer here: it is kept for an hour. Upload it again."


@officers
def upload(request: PersonRequest) -> HttpResponse:
    form = File(request.POST, request.FILES) if request.method == "POST" else File()
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["file"]
        try:
            content = sent.read(LARGEST_UPLOAD + 1)
            public = not form.cleaned_data["not_public"]
            taken = uploads.take(sent.name, content, by=request.user, public=public)
        except UnreadableFileError as error:
            form.add_error("file", str(error))
        else:
            return redirect("import-columns", pk=taken.id)
    status = BAD_REQUEST if form.errors else 200
    return render(request, "register/imports/upload.jinja", {"form": form}, status=status)


@officers
def columns(request: PersonRequest, pk: uuid.UUID) -> HttpResponse:
    taken = uploads.find(pk, by=request.user)
    if taken is None:
        return _gone(request)
    sheet = taken.sheet()
    form = Columns(sheet.header, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        taken.columns, taken.judged = form.cleaned_data["places"], None
        uploads.keep(taken, by=request.user)
        return redirect("import-preview", pk=pk)
    examples = [line.cells for line in islice(sheet.lines, EXAMPLES)]
    context = {"form": form, "upload": taken, "titles": sheet.header, "examples": examples}
    status = BAD_REQUEST if form.errors else 200
    return render(request, "register/imports/columns.jinja", context, status=status)


@officers
@require_safe
def preview(request: PersonRequest, pk: uuid.UUID) -> HttpResponse:
    """Every row with what would become of it; nothing is written."""
    taken = uploads.find(pk, by=request.user)
    if taken is None:
        return _gone(request)
    if taken.columns is None:
        return redirect("import-columns", pk=pk)
    if taken.judged is None:
        taken.judged = _run(request, taken, dry_run=True)
        uploads.keep(taken, by=request.user)
    context = {"upload": taken, **_rows(request, taken.judged)}
    return render(request, "register/imports/preview.jinja", context)


@opens(bring_in, route="import-commit", args=None)
@officers
@require_POST
def commit(request: PersonRequest, pk: uuid.UUID) -> HttpResponse:
    taken = uploads.find(pk, by=request.user)
    if taken is None:
        return _gone(request)
    if taken.columns is None:
        return redirect("import-columns", pk=pk)
    if taken.done is None:  # a second press of the button imports nothing again
        taken.done = _run(request, taken, dry_run=False)
        uploads.keep(taken, by=request.user)
    return redirect("import-done", pk=pk)


@officers
@require_safe
def done(request: PersonRequest, pk: uuid.UUID) -> HttpResponse:
    """What became of the rows, and what the imported channels still owe."""
    taken = uploads.find(pk, by=request.user)
    if taken is None:
        return _gone(request)
    if taken.done is None:
        return redirect("import-preview", pk=pk)
    context = {"upload": taken, **_rows(request, taken.done), "owing": _owing(taken.done)}
    return render(request, "register/imports/done.jinja", context)


def _run(request: PersonRequest, taken: Upload, *, dry_run: bool) -> list[Verdict]:
    report = importing.run(
        taken.sheet(),
        by=request.user,
        today=timezone.localdate(),
        dry_run=dry_run,
        columns=taken.columns,
        public=taken.public,
    )
    return report.rows


def _rows(request: PersonRequest, verdicts: list[Verdict]) -> dict[str, object]:
    """A page of the rows, all or those of one result."""
    wanted = request.GET.get("result", "")
    if wanted and wanted not in {result.value for result in Result}:
        raise Http404("There is no such result.")
    chosen = [row for row in verdicts if not wanted or row.result == wanted]
    counts = {result: sum(row.result == result for row in verdicts) for result in Result}
    return {
        "counts": counts,
        "total": len(verdicts),
        "wanted": wanted,
        "page": Paginator(chosen, ROWS_A_PAGE).get_page(request.GET.get("page")),
    }


def _owing(verdicts: list[Verdict]) -> list[dict[str, object]]:
    """The channels that are new, as the register has them."""
    new = [row.channel for row in verdicts if row.result == Result.ADDED and row.channel]
    listed = Listing.objects.filter(pk__in=new[:ROWS_A_PAGE])
    listed = listed.order_by("team__name", "channel__name")
    return [orjson.loads(bytes(each)) for each in listed.values_list("document", flat=True)]


def _gone(request: PersonRequest) -> HttpResponse:
    messages.warning(request, GONE)
    return redirect("import")

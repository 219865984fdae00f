"""Pages of a list that is ordered by its newest change, by cursor: nothing is counted."""

from __future__ import annotations

import datetime
import re
import uuid
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.http import Http404, HttpRequest

CURSOR = re.compile(r"(?P<micros>[0-9]{1,17})-(?P<id>[0-9a-f]{32})", re.ASCII)
EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
MICROSECOND = datetime.timedelta(microseconds=1)


@dataclass(frozen=True)
class Window:
    """The rows of one page, and the addresses of the pages beside it (empty where none is)."""

    rows: list[Any]
    newer: str
    older: str


def window(rows: models.QuerySet[Any], request: HttpRequest, size: int) -> Window:
    """The page that `after` or `before` in the address asks for; `rows` are the newest first."""
    given = request.GET
    backwards = "before" in given
    cursor = given.get("before") if backwards else given.get("after")
    found = rows.order_by("-updated_at", "-channel_id")
    if cursor is not None:
        at, ident = _read(cursor)
        beyond = "gt" if backwards else "lt"
        found = found.filter(
            models.Q(**{f"updated_at__{beyond}": at})
            | models.Q(**{"updated_at": at, f"channel_id__{beyond}": ident}),
            # Says nothing new, but lets both engines enter the index at the right place.
            **{f"updated_at__{beyond}e": at},
        )
    if backwards:
        found = found.reverse()
    page = list(found[: size + 1])
    more, page = len(page) > size, page[:size]
    if backwards:
        page.reverse()
    newer = bool(page) and (more if backwards else cursor is not None)
    older = bool(page) and (more or backwards)
    return Window(
        page,
        newer=_address(request, "before", page[0]) if newer else "",
        older=_address(request, "after", page[-1]) if older else "",
    )


def _read(cursor: str) -> tuple[datetime.datetime, uuid.UUID]:
    found = CURSOR.fullmatch(cursor)
    if found is None:
        raise Http404("This link does not say which part of the list it means.")
    at = EPOCH + int(found["micros"]) * MICROSECOND
    return at, uuid.UUID(found["id"])


def _address(request: HttpRequest, side: str, row: Any) -> str:
    query = request.GET.copy()
    for name in ("after", "before"):
        query.pop(name, None)
    query[side] = f"{(row.updated_at - EPOCH) // MICROSECOND}-{row.channel_id.hex}"
    return f"?{query.urlencode()}"

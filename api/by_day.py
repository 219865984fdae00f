"""Pages of what is due by a day, soonest first, read by keyset."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db import models
from django.db.models import Q
from django.http import HttpResponse
from rest_framework.request import Request

from api.views import link, listed
from governance.published.cursors import Cursor

M = TypeVar("M", bound=models.Model)


@dataclass(frozen=True)
class ByDay(Generic[M]):
    """One page of rows that have a `due_on` and a UUID as their key."""

    rows: list[M]
    next: Cursor | None
    previous: Cursor | None


def page(rows: models.QuerySet[M], size: int, cursor: Cursor | None) -> ByDay[M]:
    """`size` rows at most, after the cursor or before it."""
    back = cursor is not None and cursor.back
    if cursor:
        side, day = ("lt" if back else "gt"), cursor.at.date()
        beyond = Q(**{f"due_on__{side}": day}) | Q(due_on=day, **{f"pk__{side}": cursor.id})
        rows = rows.filter(beyond)
    order = ("-due_on", "-pk") if back else ("due_on", "pk")
    found = list(rows.order_by(*order)[: size + 1])
    more, found = len(found) > size, found[:size]
    if back:
        found.reverse()
    if not found:
        return ByDay(found, None, None)
    return ByDay(
        found,
        _cursor(found[-1]) if more or back else None,
        _cursor(found[0], back=True) if (more if back else cursor) else None,
    )


def respond(request: Request, found: ByDay[M], results: Sequence[Any]) -> HttpResponse:
    """The page as a document, or that it is as the caller has it."""
    return listed(request, results, link(request, found.next), link(request, found.previous))


def _cursor(row: Any, *, back: bool = False) -> Cursor:
    at = datetime.datetime.combine(row.due_on, datetime.time(), datetime.UTC)
    return Cursor(at, row.pk, back)

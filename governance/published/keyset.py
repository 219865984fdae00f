"""One page of rows, newest change first: for lists that are read row by row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db import models
from django.db.models import Q

from governance.published.cursors import Cursor

M = TypeVar("M", bound=models.Model)


@dataclass(frozen=True)
class Rows(Generic[M]):
    rows: list[M]
    next: Cursor | None
    previous: Cursor | None


def page(rows: models.QuerySet[M], *, size: int, cursor: Cursor | None) -> Rows[M]:
    """`rows` have `updated_at` and a UUID as their key."""
    back = cursor is not None and cursor.back
    if cursor:
        side = "gt" if back else "lt"
        rows = rows.filter(
            Q(**{f"updated_at__{side}": cursor.at})
            | Q(**{"updated_at": cursor.at, f"pk__{side}": cursor.id})
        )
    order = ("updated_at", "pk") if back else ("-updated_at", "-pk")
    found = list(rows.order_by(*order)[: size + 1])
    more, found = len(found) > size, found[:size]
    if back:
        found.reverse()
    return Rows(
        found,
        _cursor(found[-1]) if found and (more or back) else None,
        _cursor(found[0], back=True) if found and (more if back else cursor) else None,
    )


def _cursor(row: Any, *, back: bool = False) -> Cursor:
    return Cursor(row.updated_at, row.pk, back)

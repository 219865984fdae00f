"""Pages of channels, newest change first, as ready-made documents: one query a page.

Keyset pages: no COUNT and no OFFSET, so that the last page costs what the first does.
"""

from __future__ import annotations

import datetime
import uuid
from dataclasses import dataclass
from typing import Any, Literal

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import DateTimeField, QuerySet, UUIDField

from governance import book
from governance.models import Listing, Platform, Published
from governance.published.cursors import Cursor
from people.models import Team

Source = Literal["published", "register"]
TABLES = {"published": Published, "register": Listing}
MOST_WORDS = 8

_instants: DateTimeField[Any, Any] = DateTimeField()
_ids: UUIDField[Any, Any] = UUIDField()


@dataclass(frozen=True)
class Filters:
    """Slugs, words to find and a day; `state` and `among`, a question for channels' ids, are of the
    register only."""

    platform: str | None = None
    team: str | None = None
    q: str | None = None
    updated_since: datetime.datetime | None = None
    state: str | None = None
    among: QuerySet[Any, Any] | None = None


@dataclass(frozen=True)
class Page:
    """`documents` is None where the list is what `known` said it was."""

    version: int
    documents: list[str] | None
    next: Cursor | None = None
    previous: Cursor | None = None


class UnknownSlugError(ValueError):
    def __init__(self, parameter: str, sentence: str) -> None:
        super().__init__(sentence)
        self.parameter = parameter


def page(
    source: Source,
    filters: Filters,
    *,
    size: int,
    cursor: Cursor | None = None,
    known: int | None = None,
) -> Page:
    """Raises UnknownSlugError. With `known` equal to the list's version nothing is read."""
    back = cursor is not None and cursor.back
    where, values = conditions(source, filters)
    if cursor:
        where.append(f"(updated_at, channel_id) {'>' if back else '<'} (%s, %s)")
        values += [_instant(cursor.at), _id(cursor.id)]
    order = "ASC" if back else "DESC"
    # Every name below is written here or in conditions(); what people sent goes in as values.
    sql = f"""
        SELECT version.{source}, {text("found.document")},
               CAST(found.updated_at AS text), CAST(found.channel_id AS text)
        FROM governance_listversion version LEFT JOIN (
            SELECT channel_id, updated_at, document FROM {TABLES[source]._meta.db_table}
            WHERE {" AND ".join(where) or "1 = 1"}
            ORDER BY updated_at {order}, channel_id {order} LIMIT {int(size) + 1}
        ) found ON version.{source} <> %s
        WHERE version.id = 1
        ORDER BY found.updated_at {order}, found.channel_id {order}
    """  # noqa: S608
    with connection.cursor() as database:
        database.execute(sql, [*values, -1 if known is None else known])
        rows = database.fetchall()
    version = rows[0][0]
    if version == known:
        return Page(version, None)
    if rows[0][1] is None:
        rows = []
    if not rows:
        check_slugs(filters)
    more, rows = len(rows) > size, rows[:size]
    if back:
        rows.reverse()
    further = _cursor(rows[-1]) if rows and (more or back) else None
    before = _cursor(rows[0], back=True) if rows and (more if back else cursor) else None
    return Page(version, [row[1] for row in rows], further, before)


def text(column: str) -> str:
    """PostgreSQL sends bytes as hexadecimal digits, twice as long as the text they are."""
    if connection.vendor == "postgresql":
        return f"convert_from({column}, 'UTF8')"
    return f"CAST({column} AS text)"


def conditions(source: Source, filters: Filters) -> tuple[list[str], list[Any]]:
    """SQL and its values. Slugs become ids first: a join would read far more rows."""
    where: list[str] = []
    values: list[Any] = []
    if filters.state and source == "register":
        where.append("state = %s")
        values.append(filters.state)
    if filters.among is not None and source == "register":
        sql, given = _sql_of(filters.among)
        where.append(f"channel_id IN ({sql})")
        values += given
    if filters.platform:
        where.append(f"platform_id = (SELECT id FROM {Platform._meta.db_table} WHERE slug = %s)")  # noqa: S608  a table of ours
        values.append(filters.platform)
    if filters.team:
        where.append(f"team_id = (SELECT id FROM {Team._meta.db_table} WHERE slug = %s)")  # noqa: S608  a table of ours
        values.append(filters.team)
    if filters.updated_since:
        where.append("updated_at >= %s")
        values.append(_instant(filters.updated_since))
    for word in needles(filters.q or ""):
        where.append("search LIKE %s ESCAPE '!'")
        values.append(f"%{word}%")
    return where, values


def _sql_of(ids: QuerySet[Any, Any]) -> tuple[str, list[Any]]:
    """Nothing can be in what the ORM knows to be empty."""
    try:
        sql, given = ids.query.sql_with_params()
    except EmptyResultSet:
        return "NULL", []
    return sql, list(given)


def needles(q: str) -> list[str]:
    """What must all be found: the account that an address names, or every word."""
    address = book.current().addresses.parse(q) if "." in q and "/" in q else None
    words = [address.key] if address else q.split()[:MOST_WORDS]
    bare = [word.lower().removeprefix("@") or word for word in words]
    return [word.replace("!", "!!").replace("%", "!%").replace("_", "!_") for word in bare]


def check_slugs(filters: Filters) -> None:
    """An empty list may be empty because nobody knows the platform or the team."""
    if filters.platform and not Platform.objects.filter(slug=filters.platform).exists():
        raise UnknownSlugError("platform", "There is no such platform. See /api/v1/platforms.")
    if filters.team and not Team.objects.filter(slug=filters.team).exists():
        raise UnknownSlugError("team", "There is no such team. See /api/v1/teams.")


def _cursor(row: tuple[Any, ...], *, back: bool = False) -> Cursor:
    """Asked of two rows: to read the instants of all would cost more than the query."""
    at = datetime.datetime.fromisoformat(row[2])
    return Cursor(at.replace(tzinfo=at.tzinfo or datetime.UTC), uuid.UUID(row[3]), back)


def _instant(at: datetime.datetime) -> Any:
    return _instants.get_db_prep_value(at, connection)


def _id(ident: uuid.UUID) -> Any:
    return _ids.get_db_prep_value(ident, connection)

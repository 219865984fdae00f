"""The whole filtered list as ready-made documents, in chunks: memory does not grow with rows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from typing import Any

from django.db import connection, transaction

from governance.published.lists import TABLES, Filters, Source, conditions

CHUNK = 1_000


def documents(source: Source, filters: Filters) -> Iterator[list[bytes]]:
    """As the list was at one moment, newest change first."""
    where, values = conditions(source, filters)
    # Names are written here or in conditions(); what people sent goes in as values.
    sql = f"""
        SELECT document FROM {TABLES[source]._meta.db_table}
        WHERE {" AND ".join(where) or "1 = 1"} ORDER BY updated_at DESC, channel_id DESC
    """  # noqa: S608
    return _chunks(sql, values)


def _chunks(sql: str, values: list[Any]) -> Iterator[list[bytes]]:
    # On PostgreSQL a named cursor, which would otherwise collect all rows here first.
    with transaction.atomic(), closing(connection.chunked_cursor()) as database:
        database.execute(sql, values)
        while rows := database.fetchmany(CHUNK):
            yield [bytes(document) for (document,) in rows]

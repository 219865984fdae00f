"""CSV as PostgreSQL writes it itself: ten times as fast as making each row here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import connection

from governance.models import Channel, Platform
from governance.published.lists import TABLES, Filters, Source, conditions
from governance.register.columns import Columns
from governance.register.writing import PIECE
from people.models import Team, User


def lines(source: Source, filters: Filters, columns: Columns) -> Iterator[bytes]:
    """The rows of the filtered list in pieces, newest change first, without a header."""
    where, values = conditions(source, filters)
    # Names and expressions are ours; what people sent goes in as values.
    sql = f"""
        COPY (
            SELECT {", ".join(column.expression for column in columns)}
            FROM (
                SELECT channel_id, updated_at FROM {TABLES[source]._meta.db_table}
                WHERE {" AND ".join(where) or "true"}
            ) listed
            JOIN {Channel._meta.db_table} channel ON channel.id = listed.channel_id
            JOIN {Platform._meta.db_table} platform ON platform.id = channel.platform_id
            JOIN {Team._meta.db_table} team ON team.id = channel.team_id
            LEFT JOIN {User._meta.db_table} person ON person.id = channel.lead_id
            ORDER BY listed.updated_at DESC, listed.channel_id DESC
        ) TO STDOUT WITH (FORMAT csv)
    """  # noqa: S608
    return _copied(sql, values)


def _copied(sql: str, values: list[Any]) -> Iterator[bytes]:
    piece, size = [], 0
    # The driver's own cursor: the wrapper that Django puts around it under DEBUG takes no values.
    with connection.cursor() as database, database.cursor.copy(sql, values) as rows:
        for row in rows:
            piece.append(row)
            size += len(row)
            if size >= PIECE:
                yield b"".join(piece)
                piece, size = [], 0
    yield b"".join(piece)

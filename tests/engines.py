"""What the tests must know of the database engines."""

import datetime
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch
from urllib.parse import quote

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

Rows = dict[str, tuple[list[str], list[tuple[Any, ...]]]]


def address(database: BaseDatabaseWrapper) -> str:
    """The DATABASE_URL by which another process reaches the database of this test."""
    found = database.settings_dict
    if database.vendor == "sqlite":
        return f"sqlite:///{found['NAME']}"
    user, password = quote(found["USER"]), quote(found["PASSWORD"], safe="")
    return f"postgres://{user}:{password}@{found['HOST']}:{found['PORT'] or 5432}/{found['NAME']}"


def rows_of_migrations() -> Rows:
    """Every row that stands in the new database, by table."""
    found: Rows = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.django_table_names(only_existing=True):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            if rows := cursor.fetchall():
                found[table] = ([column[0] for column in cursor.description], rows)
    return found


def end_other_sessions() -> None:
    """PostgreSQL drops no database that a thread of a test still holds open."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


@contextmanager
def without_triggers() -> Iterator[None]:
    """The ledger's triggers refuse what `flush` does between tests."""
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            triggers = cursor.fetchall()
            off = [f'DROP TRIGGER "{name}"' for name, _ in triggers]
            on = [sql for _, sql in triggers]
        else:
            cursor.execute(
                "SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal"
            )
            tables = [table for (table,) in cursor.fetchall()]
            off = [f"ALTER TABLE {table} DISABLE TRIGGER USER" for table in tables]
            on = ["SET CONSTRAINTS ALL IMMEDIATE"]
            on += [f"ALTER TABLE {table} ENABLE TRIGGER USER" for table in tables]
        for sql in off:
            cursor.execute(sql)
        yield
        for sql in on:
            cursor.execute(sql)


@contextmanager
def clock_of_the_test() -> Iterator[None]:
    """A test that travels in time takes the database's clock with it."""
    with patch("vault.clock.connection", SimpleNamespace(vendor="sqlite")):
        yield


@contextmanager
def flushing_to(kept: Rows) -> Iterator[None]:
    """While this lasts, a flush leaves the database as the migrations made it."""
    operations = type(connection.ops)
    original = operations.execute_sql_flush

    def execute_sql_flush(self: Any, sql_list: Sequence[str]) -> None:
        with without_triggers():
            original(self, sql_list)
            with connection.cursor() as cursor:
                for table, (columns, rows) in kept.items():
                    _insert(cursor, table, columns, rows)
                for sql in connection.ops.sequence_reset_sql(no_style(), apps.get_models()):
                    cursor.execute(sql)

    with patch.object(operations, "execute_sql_flush", execute_sql_flush):
        yield


def _insert(cursor: Any, table: str, columns: list[str], rows: list[tuple[Any, ...]]) -> None:
    quote_name = connection.ops.quote_name
    names = ", ".join(quote_name(column) for column in columns)
    places = ", ".join(["%s"] * len(columns))
    cursor.executemany(
        f"INSERT INTO {quote_name(table)} ({names}) VALUES ({places})",  # noqa: S608
        [[_bindable(value) for value in row] for row in rows],
    )


def _bindable(value: Any) -> Any:
    """SQLite reads a time of day, but does not take one."""
    return value.isoformat() if isinstance(value, datetime.time) else value

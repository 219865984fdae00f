"""The rows that acts read and write: read whole, compared, and written again."""

import functools
import hashlib
from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db import connection, models

Model = type[models.Model]
Row = list[Any]
Rows = dict[Model, list[Row]]
Tables = dict[Model, dict[Any, tuple[Any, ...]]]  # rows by their primary keys

ROOMS = ("ledger", "vault", "people", "governance", "mfa")
UNREAD = {"people_token"}  # what opens the API changes nothing that an act finds


@functools.cache
def tables() -> tuple[Model, ...]:
    every = apps.get_models(include_auto_created=True)
    return tuple(each for each in every if each._meta.app_label in ROOMS)


def read() -> Tables:
    found: Tables = {}
    with connection.cursor() as cursor:
        for model in tables():
            names, key = _columns(model), _key(model)
            # In the order of their keys, which is that of their making where the database counts.
            cursor.execute(f"SELECT {_list(names)} FROM {_name(model)} ORDER BY {_quoted(key)}")  # noqa: S608
            place = names.index(key)
            found[model] = {row[place]: row for row in cursor.fetchall()}
    return found


def difference(before: Tables, after: Tables) -> tuple[Rows, Rows]:
    """The rows that are new and those that are others than before. None may be missing."""
    added: Rows = {}
    changed: Rows = {}
    for model, rows in after.items():
        old = before[model]
        assert old.keys() <= rows.keys(), f"Acts deleted rows of {model.__name__}."
        added[model] = [list(row) for key, row in rows.items() if key not in old]
        changed[model] = [list(row) for key, row in rows.items() if old.get(key, row) != row]
    return _filled(added), _filled(changed)


def insert(model: Model, rows: list[Row]) -> None:
    """In one statement; a number that the database gives is given anew."""
    names = _columns(model)
    if _counted(model):
        place = names.index(_key(model))
        names = names[:place] + names[place + 1 :]
        rows = [row[:place] + row[place + 1 :] for row in rows]
    one = f"({', '.join(['%s'] * len(names))})"
    values = ", ".join([one] * len(rows))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {_name(model)} ({_list(names)}) VALUES {values}",  # noqa: S608
            [value for row in rows for value in row],
        )


def replace(model: Model, rows: list[Row]) -> None:
    names, key = _columns(model), _key(model)
    places = ", ".join(f"{_quoted(name)} = %s" for name in names)
    with connection.cursor() as cursor:
        for row in rows:
            cursor.execute(
                f"UPDATE {_name(model)} SET {places} WHERE {_quoted(key)} = %s",  # noqa: S608
                [*row, row[names.index(key)]],
            )


def digest() -> str:
    """Of everything that an act reads, but for instants and the numbers of rows."""
    with connection.cursor() as cursor:
        cursor.execute(_everything(connection.vendor))
        rows = sorted(cursor.fetchall())
    return hashlib.sha256(repr(rows).encode()).hexdigest()


@functools.cache
def _everything(vendor: str) -> str:
    parts = []
    for number, model in enumerate(tables()):
        if model._meta.db_table in UNREAD:
            continue
        said = [
            _quoted(str(each.column))
            for each in model._meta.local_concrete_fields
            if not isinstance(each, models.AutoField | models.DateTimeField)
        ]
        whole = " || ',' || ".join(f"quote({name})" for name in said)
        if vendor == "postgresql":
            whole = f"ROW({', '.join(said)})::text"
        parts.append(f"SELECT {number}, {whole} FROM {_name(model)}")  # noqa: S608
    return " UNION ALL ".join(parts)


def _filled(found: Rows) -> Rows:
    return {model: rows for model, rows in found.items() if rows}


def _counted(model: Model) -> bool:
    return isinstance(model._meta.pk, models.AutoField)


def _key(model: Model) -> str:
    return str(model._meta.pk.column)


def _columns(model: Model) -> list[str]:
    return [str(each.column) for each in model._meta.local_concrete_fields]


def _list(names: Iterable[str]) -> str:
    return ", ".join(map(_quoted, names))


def _name(model: Model) -> str:
    return _quoted(model._meta.db_table)


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)

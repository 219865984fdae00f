"""A cache in the table that `createcachetable` makes: sealed JSON in place of pickles."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.core.cache.backends.db import DatabaseCache
from django.db import DatabaseError, connections, router, transaction
from django.utils import timezone

from config.caches.sealing import MISSING, Entry, UnreadableError, say_not_ours, seal, unseal

NEVER = datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)


class SealedDatabaseCache(DatabaseCache):
    """Deletes, clears and culls as Django's does; the column `expires` is for culling alone."""

    # What Django's own keeps for itself, and its stubs leave out.
    _table: str
    _cull: Any
    _max_entries: int

    has_key = BaseCache.has_key

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        return self.get_many([key], version).get(key, default)

    def get_many(self, keys: Iterable[Any], version: int | None = None) -> dict[Any, Any]:
        names = {self.make_and_validate_key(key, version=version): key for key in keys}
        if not names:
            return {}
        marks = ", ".join(["%s"] * len(names))
        with self._cursor(router.db_for_read(self.cache_model_class)) as cursor:
            cursor.execute(
                f"SELECT cache_key, {self._sealed} FROM {self._quoted} "  # noqa: S608
                f"WHERE cache_key IN ({marks})",
                list(names),
            )
            rows = cursor.fetchall()
        opened = {name: self._opened(name, sealed) for name, sealed in rows}
        return {names[name]: value for name, value in opened.items() if value is not MISSING}

    def set(
        self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> None:
        self._write(
            self.make_and_validate_key(key, version=version),
            Entry(value, self.get_backend_timeout(timeout)),
            "DO UPDATE SET value = excluded.value, expires = excluded.expires",
        )

    def add(
        self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> bool:
        self.get(key, version=version)  # what has ended, or is not ours, holds no place
        name = self.make_and_validate_key(key, version=version)
        return self._write(name, Entry(value, self.get_backend_timeout(timeout)), "DO NOTHING")

    def touch(self, key: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        value = self.get(key, MISSING, version=version)
        if value is MISSING:
            return False
        self.set(key, value, timeout, version)
        return True

    @property
    def _quoted(self) -> str:
        return connections[router.db_for_write(self.cache_model_class)].ops.quote_name(self._table)

    @property
    def _sealed(self) -> str:
        """SQLite keeps anything in any column, also what is no text and cannot be read as one."""
        database = connections[router.db_for_write(self.cache_model_class)]
        return "CAST(value AS BLOB)" if database.vendor == "sqlite" else "value"

    def _cursor(self, database: str) -> Any:
        return connections[database].cursor()

    def _opened(self, name: str, sealed: str | bytes) -> Any:
        try:
            entry = unseal(name, sealed)
        except UnreadableError:
            say_not_ours()
        else:
            if not entry.is_over:
                return entry.value
        with self._cursor(router.db_for_write(self.cache_model_class)) as cursor:
            cursor.execute(  # not what somebody else has set there since
                f"DELETE FROM {self._quoted} WHERE cache_key = %s AND {self._sealed} = %s",  # noqa: S608
                [name, sealed],
            )
        return MISSING

    def _write(self, name: str, entry: Entry, on_conflict: str) -> bool:
        database = router.db_for_write(self.cache_model_class)
        ends = NEVER if entry.ends is None else datetime.fromtimestamp(math.ceil(entry.ends), UTC)
        adapted = connections[database].ops.adapt_datetimefield_value(ends)
        sealed = seal(name, entry)
        with self._cursor(database) as cursor:
            cursor.execute(f"SELECT COUNT(*) FROM {self._quoted}")  # noqa: S608
            if (count := cursor.fetchone()[0]) > self._max_entries:
                self._cull(database, cursor, timezone.now().replace(microsecond=0), count)
            try:
                with transaction.atomic(using=database):
                    cursor.execute(
                        f"INSERT INTO {self._quoted} (cache_key, value, expires) "  # noqa: S608
                        f"VALUES (%s, %s, %s) ON CONFLICT (cache_key) {on_conflict}",
                        [name, sealed, adapted],
                    )
                    return bool(cursor.rowcount > 0)
            except DatabaseError:  # a cache may fail to keep; whoever asks hears of it by a miss
                return False

"""What a cache does with its own entries, and with those of somebody else."""

import base64
import logging
import os
import pickle
import time
import uuid
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.cache.backends.base import BaseCache
from django.core.management import call_command
from django.db import connection
from django.test import override_settings

from config.caches.database import SealedDatabaseCache
from config.caches.memory import MemoryCache
from config.caches.redis import SealedRedisCache
from config.caches.sealing import NOT_OURS
from tests.config.small_redis import SmallRedis

TABLE = "cache_of_a_test"
VALUES = ["text “§”", 7, 1.5, True, None, [1, "a"], {"a": [None]}]


class Planted:
    """Makes a file where it is unpickled."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> Any:
        return (os.mkdir, (str(self.path),))


@pytest.fixture
def table(db: None) -> SealedDatabaseCache:
    cache = SealedDatabaseCache(TABLE, {})
    with override_settings(CACHES={"default": _settings(SealedDatabaseCache, TABLE)}):
        call_command("createcachetable", verbosity=0)
    return cache


@pytest.fixture
def server() -> Iterator[SmallRedis]:
    with SmallRedis() as running:
        yield running


def _settings(backend: type, location: str) -> dict[str, Any]:
    return {"BACKEND": f"{backend.__module__}.{backend.__name__}", "LOCATION": location}


@pytest.fixture(params=["table", "memory", "redis"])
def cache(request: pytest.FixtureRequest) -> BaseCache:
    if request.param == "table":
        found: BaseCache = request.getfixturevalue("table")
        return found
    if request.param == "memory":
        return MemoryCache(str(uuid.uuid4()), {})
    return SealedRedisCache(request.getfixturevalue("server").address, {})


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_comes_back_as_it_was(cache: BaseCache, value: Any) -> None:
    assert cache.get("key", "nothing") == "nothing"
    cache.set("key", value)
    assert cache.get("key", "nothing") == value
    assert cache.get_many(["key", "other"]) == {"key": value}
    assert "key" in cache
    assert cache.get("key", "nothing", version=2) == "nothing"
    assert not cache.add("key", "another")
    assert cache.delete("key")
    assert cache.add("key", "another")
    assert cache.get("key") == "another"
    cache.clear()
    assert "key" not in cache


def test_holds_nothing_that_would_come_back_otherwise(cache: BaseCache) -> None:
    for value in (date(2026, 1, 1), b"bytes", {1}, object()):
        with pytest.raises(TypeError):
            cache.set("key", value)
    assert "key" not in cache


def test_ends_and_is_prolonged(cache: BaseCache) -> None:
    now = time.time()
    with time_machine.travel(now, tick=False):
        cache.set("short", 1, 10)
        cache.set("long", 1, 10)
        cache.set("endless", 1, None)
        assert cache.touch("long", 1000)
        assert not cache.touch("never", 10)
    with time_machine.travel(now + 11, tick=False):
        assert cache.get_many(["short", "long", "endless"]) == {"long": 1, "endless": 1}
        assert not cache.touch("short", 10)
        assert cache.add("short", 2, 10)


def test_counts(cache: BaseCache) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  each backend has its own words
        cache.incr("key")
    cache.add("key", 0, 60)
    assert [cache.incr("key"), cache.incr("key", 2), cache.decr("key")] == [1, 3, 2]
    assert cache.get("key") == 2


def test_memory_is_culled() -> None:
    cache = MemoryCache(str(uuid.uuid4()), {"OPTIONS": {"MAX_ENTRIES": 3}})
    for number in range(9):
        cache.set(str(number), number)
    assert len(cache.get_many([str(number) for number in range(9)])) <= 3


def _plant(key: str, value: Any, expires: str = "9999-12-31 00:00:00") -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM cache_of_a_test WHERE cache_key = %s", [key])
        cursor.execute("INSERT INTO cache_of_a_test VALUES (%s, %s, %s)", [key, value, expires])


def _row(key: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT value, expires FROM cache_of_a_test WHERE cache_key = %s", [key])
        return list(cursor.fetchall())


def test_a_full_table_loses_what_has_ended_first(table: SealedDatabaseCache) -> None:
    small: Any = SealedDatabaseCache(TABLE, {"OPTIONS": {"MAX_ENTRIES": 3}})
    for number in range(4):
        small.set(f"old{number}", number, -5)
    for number in range(3):
        small.set(f"new{number}", number)
    assert _row(":1:old0") == []
    assert len(small.get_many(["new0", "new1", "new2"])) == 3


def test_a_pickle_in_the_table_runs_nothing(
    table: SealedDatabaseCache, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    ran = tmp_path / "ran"
    _plant(":1:key", base64.b64encode(pickle.dumps(Planted(ran))).decode())
    with caplog.at_level(logging.WARNING):
        assert table.get("key", "nothing") == "nothing"
        assert table.get("key", "nothing") == "nothing"
    assert not ran.exists()
    assert [record.getMessage() for record in caplog.records] == [NOT_OURS]
    assert _row(":1:key") == []


@pytest.mark.parametrize("text", ["", "5", "null", "[null, 1]", ":", "0" * 64 + ":[null,1]", "§:"])
def test_what_is_not_ours_is_not_there(table: SealedDatabaseCache, text: str) -> None:
    for asked in (table.get, table.has_key, table.touch):
        _plant(":1:key", text)
        assert not asked("key")
    _plant(":1:key", text)
    assert table.add("key", "ours")
    assert table.get("key") == "ours"


def test_an_entry_holds_for_its_key_alone(table: SealedDatabaseCache) -> None:
    table.set("one", "value")
    [(sealed, _)] = _row(":1:one")
    for other in (":1:two", ":2:one"):
        _plant(other, sealed)
    assert table.get("two") is None
    assert table.get("one", version=2) is None
    assert table.get("one") == "value"


def test_an_entry_is_not_prolonged_in_the_table(table: SealedDatabaseCache) -> None:
    table.set("key", "value", 60)
    [(sealed, _)] = _row(":1:key")
    _plant(":1:key", sealed)
    with time_machine.travel(time.time() + 61):
        assert table.get("key") is None


def test_another_secret_key_reads_nothing(cache: BaseCache) -> None:
    if isinstance(cache, MemoryCache):
        return
    cache.set("key", "value")
    with override_settings(SECRET_KEY="another-" * 8):
        assert cache.get("key") is None


def test_sqlite_may_keep_what_is_no_text(table: SealedDatabaseCache) -> None:
    if connection.vendor != "sqlite":
        return
    for value in (b"\xff\xfe", 5, 1.5):
        _plant(":1:key", value)
        assert table.get("key") is None
    _plant(":1:key", "")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE cache_of_a_test SET value = CAST(x'fffe' AS TEXT)")
    assert table.get("key") is None


@pytest.mark.parametrize("counting", [False, True])
def test_a_pickle_in_redis_runs_nothing(
    server: SmallRedis, tmp_path: Path, caplog: pytest.LogCaptureFixture, counting: bool
) -> None:
    ran = tmp_path / "ran"
    cache = SealedRedisCache(server.address, {"OPTIONS": {"counting": counting}})
    for planted in (pickle.dumps(Planted(ran)), b"", b"[null,1]", b"\xff", b"1" * 40):
        server.kept[b":1:key"] = planted
        assert cache.get("key", "nothing") == "nothing"
        assert b":1:key" not in server.kept
    server.kept[b":1:key"] = pickle.dumps(Planted(ran))
    with pytest.raises(ValueError, match="no such counter"):
        cache.incr("key")
    assert not ran.exists()
    assert {record.getMessage() for record in caplog.records} == {NOT_OURS}


def test_an_entry_of_redis_holds_for_its_key_alone(server: SmallRedis) -> None:
    cache = SealedRedisCache(server.address, {})
    cache.set("one", "value")
    server.kept[b":1:two"] = server.kept[b":1:one"]
    assert cache.get("two") is None
    server.kept[b":1:one"] = b"5"  # a plain number is none of ours either
    assert cache.get("one") is None


def test_counters_in_redis_are_plain_numbers(server: SmallRedis) -> None:
    cache = SealedRedisCache(server.address, {"OPTIONS": {"counting": True}})
    assert cache.add("key", 0, 60)
    assert not cache.add("key", 0, 60)
    assert (cache.incr("key"), cache.incr("key")) == (1, 2)
    assert server.kept[b":1:key"] == b"2"
    assert cache.touch("key", 60)
    with pytest.raises(TypeError):
        cache.set("key", "text")

"""A cache in Redis: sealed JSON, or counters as the plain numbers that Redis counts itself."""

from __future__ import annotations

import time
from collections.abc import Iterable
from typing import Any

from django.core.cache.backends.redis import RedisCache, RedisCacheClient

from config.caches.sealing import MISSING, Entry, UnreadableError, say_not_ours, seal, unseal


class _AsItIs:
    """In place of Django's serializer, which would pickle."""

    def dumps(self, written: str | int) -> str | int:
        return written

    def loads(self, read: bytes) -> bytes:
        return read


class SealedClient(RedisCacheClient):
    """`counting` takes whole numbers only. They bear no seal, and mean nothing but a count."""

    _lib: Any

    def __init__(
        self, servers: Any, serializer: Any = None, *, counting: bool = False, **options: Any
    ) -> None:
        as_it_is: Any = _AsItIs
        super().__init__(servers, serializer=as_it_is, **options)
        self._counting = counting

    def add(self, key: Any, value: Any, timeout: Any) -> bool:
        self._entry(key)  # what is not ours holds no place
        return bool(super().add(key, self._written(key, value, timeout), timeout))

    def set(self, key: Any, value: Any, timeout: Any) -> None:
        super().set(key, self._written(key, value, timeout), timeout)

    def get(self, key: Any, default: Any = None) -> Any:
        entry = self._entry(key)
        return default if entry is None else entry.value

    def get_many(self, keys: Iterable[Any]) -> dict[Any, Any]:
        found = {key: self._entry(key) for key in keys}
        return {key: entry.value for key, entry in found.items() if entry is not None}

    def set_many(self, data: Any, timeout: Any) -> None:
        for key, value in data.items():
            self.set(key, value, timeout)

    def has_key(self, key: Any) -> bool:
        return self._entry(key) is not None

    def touch(self, key: Any, timeout: Any) -> bool:
        if self._counting:
            return bool(super().touch(key, timeout))
        value = self.get(key, MISSING)
        if value is not MISSING:
            self.set(key, value, timeout)
        return value is not MISSING

    def incr(self, key: Any, delta: int) -> int:
        """In one step where counters are kept; raises ValueError where there is none."""
        entry = self._entry(key)
        if entry is None:
            raise ValueError("There is no such counter.")
        if self._counting:
            return int(super().incr(key, delta))
        left = None if entry.ends is None else max(1, round(entry.ends - time.time()))
        self.set(key, entry.value + delta, left)
        return int(entry.value + delta)

    def _written(self, key: str, value: Any, timeout: Any) -> str | int:
        if not self._counting:
            return seal(key, Entry(value, None if timeout is None else time.time() + timeout))
        if type(value) is not int:
            raise TypeError("Counters are whole numbers.")
        return value

    def _entry(self, key: str) -> Entry | None:
        # MGET, because GET raises where somebody made a list or a table of the key.
        client: Any = self.get_client(key)
        [read] = client.mget([key])
        if read is None:
            return None
        try:
            entry = Entry(_count(read), None) if self._counting else unseal(key, read)
        except UnreadableError:
            say_not_ours()
            self._remove(key, read)
            return None
        return None if entry.is_over else entry

    def _remove(self, key: str, read: bytes) -> None:
        """But not what somebody else has set there since."""
        client: Any = self.get_client(key, write=True)
        with client.pipeline() as pipeline:
            try:
                pipeline.watch(key)
                if pipeline.get(key) == read:
                    pipeline.multi()
                    pipeline.delete(key)
                    pipeline.execute()
            except self._lib.exceptions.WatchError:
                return


class SealedRedisCache(RedisCache):
    _class: Any

    def __init__(self, server: Any, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = SealedClient


def _count(read: bytes) -> int:
    digits = read.removeprefix(b"-")
    if not digits.isdigit() or len(digits) > 18:  # noqa: PLR2004  what Redis can count on from
        raise UnreadableError
    return int(read)

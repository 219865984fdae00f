"""A cache in the memory of one process: JSON, without a seal, as nobody else writes there."""

from __future__ import annotations

from typing import Any

import orjson
from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.locmem import LocMemCache

from config.caches.sealing import written


class MemoryCache(LocMemCache):
    """Keeps, ends and culls as Django's does."""

    # What Django's own keeps for itself, and its stubs leave out.
    _lock: Any
    _cache: Any
    _set: Any
    _delete: Any
    _has_expired: Any

    def add(
        self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> bool:
        key, text = self.make_and_validate_key(key, version=version), written(value)
        with self._lock:
            if not self._has_expired(key):
                return False
            self._set(key, text, timeout)
            return True

    def set(
        self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> None:
        key, text = self.make_and_validate_key(key, version=version), written(value)
        with self._lock:
            self._set(key, text, timeout)

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        key = self.make_and_validate_key(key, version=version)
        with self._lock:
            if self._has_expired(key):
                self._delete(key)
                return default
            text = self._cache[key]
            self._cache.move_to_end(key, last=False)
        return orjson.loads(text)

    def incr(self, key: Any, delta: int = 1, version: int | None = None) -> int:
        key = self.make_and_validate_key(key, version=version)
        with self._lock:
            if self._has_expired(key):
                self._delete(key)
                raise ValueError("There is no such counter.")
            count: int = orjson.loads(self._cache[key]) + delta
            self._cache[key] = written(count)
            self._cache.move_to_end(key, last=False)
        return count

"""What DATABASE_URL, CACHE_URL and EMAIL_URL mean in Django's settings.

A sentence about one of these never repeats its value: it may hold a password.
"""

import warnings
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

from config.reading import Reading

SQLITE = "django.db.backends.sqlite3"
POSTGRESQL = "django.db.backends.postgresql"
# Django switches foreign keys on by itself; a durable entry needs FULL, shredding secure_delete.
SQLITE_PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON"
IN_THE_DATABASE = "config.caches.database.SealedDatabaseCache"
IN_MEMORY = "config.caches.memory.MemoryCache"
IN_REDIS = "config.caches.redis.SealedRedisCache"
REDIS_ADDRESSES = ("rediscache://", "redis://", "rediss://")
MAIL_TIMEOUT = 5  # seconds; without one, a silent mail server would hold the mails for ever


def database(reading: Reading, base_dir: Path) -> dict[str, Any]:
    url = reading.text("DATABASE_URL", f"sqlite:///{base_dir / 'var' / 'keyholder.sqlite3'}")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            found: dict[str, Any] = environ.Env.db_url_config(url)
    except (ValueError, UserWarning):
        found = {}
    if found.get("ENGINE") == POSTGRESQL and found.get("NAME"):
        return found | {"CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": True}
    if found.get("ENGINE") == SQLITE:
        return _sqlite(reading, found, base_dir)
    reading.wrong(
        "DATABASE_URL must be sqlite:///PATH or postgres://USER:PASSWORD@HOST:5432/DATABASE."
    )
    return {}


def _sqlite(reading: Reading, found: dict[str, Any], base_dir: Path) -> dict[str, Any]:
    name = found["NAME"]
    if name != ":memory:":
        name = base_dir / name
        try:
            name.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            reading.wrong(f"DATABASE_URL names a folder that cannot be made: {error.strerror}.")
    return {
        "ENGINE": SQLITE,
        "NAME": name,
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": SQLITE_PRAGMAS,
        },
    }


def caches(reading: Reading) -> dict[str, Any]:
    """What all processes share, and counters that may be each process's own. Nothing is pickled."""
    url = reading.text("CACHE_URL", "")
    if not url:
        return {
            "default": {"BACKEND": IN_THE_DATABASE, "LOCATION": "keyholder_cache"},
            "rates": {
                "BACKEND": IN_MEMORY,
                "LOCATION": "rates",
                "OPTIONS": {"MAX_ENTRIES": 100_000},
            },
        }
    try:
        shared = environ.Env.cache_url_config(url) if url.startswith(REDIS_ADDRESSES) else {}
    except (ValueError, ImproperlyConfigured):
        shared = {}
    if not shared:
        reading.wrong("CACHE_URL must be an address of Redis such as rediscache://HOST:6379/1.")
    elif find_spec("redis") is None:
        reading.wrong("CACHE_URL needs the package redis: pip install '.[redis]'.")
    shared["BACKEND"] = IN_REDIS
    options = shared.get("OPTIONS", {})
    counters = {"KEY_PREFIX": "rates", "OPTIONS": options | {"counting": True}}
    return {"default": shared, "rates": shared | counters}


def email(reading: Reading, *, development: bool) -> dict[str, Any]:
    url = reading.text(
        "EMAIL_URL",
        "consolemail://" if development else None,
        why="without it nobody is told anything",
    )
    try:
        found: dict[str, Any] = environ.Env.email_url_config(url) if url else {}
    except (ValueError, ImproperlyConfigured):
        found = {}
    by_smtp = "smtp" in found.get("EMAIL_BACKEND", "")
    if url and (not found or (by_smtp and not found["EMAIL_HOST"])):
        reading.wrong("EMAIL_URL must be an address such as smtp+tls://USER:PASSWORD@HOST:587.")
    seconds = reading.count("KEYHOLDER_MAIL_TIMEOUT", MAIL_TIMEOUT)
    if not seconds:
        reading.wrong("KEYHOLDER_MAIL_TIMEOUT must be a second or more.")
    settings = {name: value for name, value in found.items() if name.startswith("EMAIL_") and value}
    return settings | {"EMAIL_TIMEOUT": seconds}

"""A folder, a database and keys for one run of the bench, all gone afterwards."""

import os
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

ROOT = Path(__file__).resolve().parent.parent.parent
LOCAL_SERVER = "postgres://postgres@127.0.0.1:5432/postgres"


@dataclass(frozen=True)
class Place:
    """Where the bench works, and the environment that leads other processes there."""

    folder: Path
    engine: str
    environment: dict[str, str]
    quick: bool

    def manage(self, *words: str) -> str:
        """What a management command printed."""
        done = subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise SystemExit(f"manage.py {' '.join(words)} failed:\n{done.stderr}")
        return done.stdout


def server() -> str | None:
    """The address of a PostgreSQL server that answers."""
    address = os.environ.get("TEST_POSTGRES_URL", "").strip() or LOCAL_SERVER
    try:
        psycopg.connect(address, connect_timeout=3).close()
    except psycopg.Error:
        return None
    return address


@contextmanager
def made(engine: str, *, quick: bool) -> Iterator[Place]:
    """A new, migrated database with its own keys: "sqlite" or "postgresql"."""
    with (
        tempfile.TemporaryDirectory(prefix="keyholder-bench-") as name,
        _database(engine, Path(name)) as address,
    ):
        place = Place(Path(name), engine, _environment(Path(name), address), quick)
        place.manage("ledger", "make-key")
        place.manage("migrate", "--verbosity", "0")
        place.manage("createcachetable")
        place.manage("masterkey", "make", "--without-escrow")
        yield place


@contextmanager
def _database(engine: str, folder: Path) -> Iterator[str]:
    address = server() if engine == "postgresql" else None
    if address is None:
        yield f"sqlite:///{folder / 'bench.sqlite3'}"
        return
    name = f"keyholder_bench_{secrets.token_hex(4)}"
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        try:
            yield urlunsplit(urlsplit(address)._replace(path=f"/{name}"))
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _environment(folder: Path, address: str) -> dict[str, str]:
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATABASE_URL": address,
        "DEBUG": "true",
        "SECRET_KEY": secrets.token_urlsafe(64),
        "EMAIL_URL": "dummymail://",
        "KEYHOLDER_LEDGER_KEY_FILE": str(folder / "ledger.key"),
        "KEYHOLDER_MASTER_KEY_PROVIDER": "file",
        "KEYHOLDER_MASTER_KEY_FILE": str(folder / "master.key"),
    }

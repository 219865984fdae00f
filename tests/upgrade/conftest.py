"""A database of commit d5f702c beside a process that has the program of today."""

import json
import lzma
import os
import shutil
import sqlite3
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from tests import engines

DATA = Path(__file__).parent / "data"
ROOT = Path(__file__).resolve().parents[2]

Manage = Callable[..., str]


@pytest.fixture
def old_database(db: None, tmp_path: Path) -> Iterator[str]:
    """Its address; it is gone after the test."""
    with _of_the_dump(tmp_path) as address:
        yield address


@pytest.fixture(scope="module")
def migrated_once(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Only to be copied. No test has this one."""
    folder = tmp_path_factory.mktemp("migrated")
    with _of_the_dump(folder) as address:
        _managing(address, folder)("migrate", "--verbosity=0")
        yield address


@pytest.fixture
def migrated_database(db: None, migrated_once: str, tmp_path: Path) -> Iterator[str]:
    """The address of an old database that `manage.py migrate` has seen, and nothing else."""
    if connection.vendor == "sqlite":
        file = tmp_path / "old.sqlite3"
        with (
            closing(sqlite3.connect(migrated_once.removeprefix("sqlite:///"))) as made,
            closing(sqlite3.connect(file)) as copy,
        ):
            made.backup(copy)
        yield f"sqlite:///{file}"
        return
    with _new_on_the_server(template=migrated_once.rpartition("/")[2]) as address:
        yield address


@contextmanager
def _of_the_dump(folder: Path) -> Iterator[str]:
    dump = lzma.decompress((DATA / f"{connection.vendor}.sql.xz").read_bytes()).decode()
    if connection.vendor == "sqlite":
        file = folder / "old.sqlite3"
        with sqlite3.connect(file) as old:
            old.executescript(dump)
        yield f"sqlite:///{file}"
        return
    import psycopg

    commands = "\n".join(line for line in dump.splitlines() if not line.startswith("\\"))
    with _new_on_the_server() as address:
        with psycopg.connect(_for_psycopg(address), autocommit=True) as old:
            old.execute(commands)
        yield address


@contextmanager
def _new_on_the_server(template: str = "template1") -> Iterator[str]:
    import psycopg

    name = f"keyholder_old_{uuid.uuid4().hex[:12]}"
    server = engines.address(connection).rpartition("/")[0]
    with psycopg.connect(_for_psycopg(f"{server}/postgres"), autocommit=True) as admin:
        admin.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        try:
            yield f"{server}/{name}"
        finally:
            admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _for_psycopg(address: str) -> str:
    return address.replace("postgres://", "postgresql://")


def execute(address: str, sql: str, *values: str) -> None:
    """In an old database, before the program of today has seen it."""
    if address.startswith("sqlite"):
        with sqlite3.connect(address.removeprefix("sqlite:///")) as old:
            old.execute(sql, values)
        return
    import psycopg

    with psycopg.connect(_for_psycopg(address)) as old:
        old.execute(sql.replace("?", "%s"), values)


@pytest.fixture
def manage(old_database: str, tmp_path: Path) -> Manage:
    """`manage.py` with that database; what it prints. It fails where the command does."""
    return _managing(old_database, tmp_path)


@pytest.fixture
def manage_migrated(migrated_database: str, tmp_path: Path) -> Manage:
    """The same with a database that is migrated already."""
    return _managing(migrated_database, tmp_path)


def _managing(address: str, folder: Path) -> Manage:
    for name in ("ledger.key", "master.key"):
        shutil.copy(DATA / f"{name}.json", folder / name)
        (folder / name).chmod(0o400)
    environment = os.environ | {
        "DATABASE_URL": address,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "KEYHOLDER_LEDGER_KEY_FILE": str(folder / "ledger.key"),
        "KEYHOLDER_MASTER_KEY_FILE": str(folder / "master.key"),
        "KEYHOLDER_MASTER_KEY_PROVIDER": "file",
        "KEYHOLDER_BASE_URL": "http://127.0.0.1:8000",
    }

    def run(*arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run


def listed() -> list[dict[str, Any]]:
    """What the API of that commit listed."""
    found: dict[str, list[dict[str, Any]]] = json.loads(
        (DATA / f"{connection.vendor}.json").read_text()
    )
    return found["channels"]

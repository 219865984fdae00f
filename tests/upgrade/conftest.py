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
    dump = lzma.decompress((DATA / f"{connection.vendor}.sql.xz").read_bytes()).decode()
    if connection.vendor == "sqlite":
        file = tmp_path / "old.sqlite3"
        with sqlite3.connect(file) as old:
            old.executescript(dump)
        yield f"sqlite:///{file}"
        return
    yield from _on_the_server(dump)


def _on_the_server(dump: str) -> Iterator[str]:
    import psycopg

    name = f"keyholder_old_{uuid.uuid4().hex[:12]}"
    server = engines.address(connection).rpartition("/")[0]
    commands = "\n".join(line for line in dump.splitlines() if not line.startswith("\\"))
    address = server.replace("postgres://", "postgresql://")
    with psycopg.connect(f"{address}/postgres", autocommit=True) as admin:
        admin.execute(f'CREATE DATABASE "{name}"')
        try:
            with psycopg.connect(f"{address}/{name}", autocommit=True) as old:
                old.execute(commands)
            yield f"{server}/{name}"
        finally:
            admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def execute(address: str, sql: str, *values: str) -> None:
    """In an old database, before the program of today has seen it."""
    if address.startswith("sqlite"):
        with sqlite3.connect(address.removeprefix("sqlite:///")) as old:
            old.execute(sql, values)
        return
    import psycopg

    with psycopg.connect(address.replace("postgres://", "postgresql://")) as old:
        old.execute(sql.replace("?", "%s"), values)


@pytest.fixture
def manage(old_database: str, tmp_path: Path) -> Manage:
    """`manage.py` with that database; what it prints. It fails where the command does."""
    for name in ("ledger.key", "master.key"):
        shutil.copy(DATA / f"{name}.json", tmp_path / name)
        (tmp_path / name).chmod(0o400)
    environment = os.environ | {
        "DATABASE_URL": old_database,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "KEYHOLDER_LEDGER_KEY_FILE": str(tmp_path / "ledger.key"),
        "KEYHOLDER_MASTER_KEY_FILE": str(tmp_path / "master.key"),
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

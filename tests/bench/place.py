"""A folder, a database and keys for one run of the bench, all gone afterwards."""

import os
import secrets
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

from tests.bench import site
from tests.bench.site import Site

ROOT = Path(__file__).resolve().parent.parent.parent
LOCAL_SERVER = "postgres://postgres@127.0.0.1:5432/postgres"
SMALL = 1_000


@dataclass(frozen=True)
class Place:
    """Where the bench works, and the environment that leads other processes there."""

    folder: Path
    engine: str
    environment: dict[str, str]
    quick: bool
    most: int = 10_000
    sites: dict[int, Site] = field(default_factory=dict)
    ending: ExitStack = field(default_factory=ExitStack)

    @property
    def large(self) -> Site:
        """The register that most rows ask."""
        return self.site(self.most)

    @property
    def small(self) -> Site:
        return self.site(SMALL)

    def site(self, count: int) -> Site:
        """A register of so many channels, made when it is first asked for."""
        if count not in self.sites:
            address = self.ending.enter_context(_copied(self, count))
            environment = self.environment | {"DATABASE_URL": address}
            lasting = 0.25 if self.quick else 1.0
            self.sites[count] = self.ending.enter_context(
                site.filled(environment, count, lasting=lasting)
            )
        return self.sites[count]

    def manage(self, *words: str) -> str:
        """What a management command printed."""
        done = subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=ROOT,
            env=self.environment | {"DEBUG": "true"},  # keys of a bench need no escrow
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
def made(engine: str, *, quick: bool, most: int) -> Iterator[Place]:
    """A new, migrated database with its own keys: "sqlite" or "postgresql"."""
    with (
        tempfile.TemporaryDirectory(prefix="keyholder-bench-") as name,
        _database(engine, Path(name)) as address,
        ExitStack() as ending,
    ):
        environment = _environment(Path(name), address)
        place = Place(Path(name), engine, environment, quick, most, ending=ending)
        place.manage("ledger", "make-key")
        place.manage("migrate", "--verbosity", "0")
        place.manage("createcachetable")
        place.manage("masterkey", "make", "--without-escrow")
        yield place


@contextmanager
def _database(engine: str, folder: Path, template: str = "template1") -> Iterator[str]:
    address = server() if engine == "postgresql" else None
    if address is None:
        yield f"sqlite:///{folder / 'bench.sqlite3'}"
        return
    name = f"keyholder_bench_{secrets.token_hex(4)}"
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        try:
            yield urlunsplit(urlsplit(address)._replace(path=f"/{name}"))
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@contextmanager
def _copied(place: Place, count: int) -> Iterator[str]:
    """Another database like the migrated one."""
    address = place.environment["DATABASE_URL"]
    if place.engine == "postgresql":
        template = urlsplit(address).path.removeprefix("/")
        with _database(place.engine, place.folder, template) as copy:
            yield copy
        return
    file = place.folder / f"bench-{count}.sqlite3"
    with sqlite3.connect(address.removeprefix("sqlite:///")) as original:
        original.execute("VACUUM INTO ?", [str(file)])
    original.close()
    yield f"sqlite:///{file}"


def _environment(folder: Path, address: str) -> dict[str, str]:
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.bench.settings",
        "PYTHONPATH": str(ROOT),
        "DATABASE_URL": address,
        "DEBUG": "false",
        "ALLOWED_HOSTS": "127.0.0.1,testserver",
        "KEYHOLDER_ORGANISATION": "Example organisation",
        "KEYHOLDER_BASE_URL": "http://127.0.0.1",
        "KEYHOLDER_SSL_REDIRECT": "off",
        "KEYHOLDER_RATE_WITHOUT_TOKEN": "100000000/min",
        "KEYHOLDER_RATE_WITH_TOKEN": "100000000/min",
        "SECRET_KEY": secrets.token_urlsafe(64),
        "EMAIL_URL": "dummymail://",
        "KEYHOLDER_LEDGER_KEY_FILE": str(folder / "ledger.key"),
        "KEYHOLDER_MASTER_KEY_PROVIDER": "file",
        "KEYHOLDER_MASTER_KEY_FILE": str(folder / "master.key"),
    }

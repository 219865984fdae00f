"""The whole list as a file, against what the database itself writes out."""

import csv
import io
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial

import psycopg

from tests.bench.client import ask, request
from tests.bench.measuring import Measure, seconds
from tests.bench.place import Place
from tests.bench.row import Limit, Row, Sides
from tests.bench.site import Site

CELLS = """
    SELECT c.id, c.name, p.name, c.handle, c.url, t.name, c.purpose, c.approved_on, c.ends_on,
           c.state
    FROM governance_channel c JOIN governance_platform p ON p.id = c.platform_id
    JOIN people_team t ON t.id = c.team_id
    WHERE c.state = 'live' ORDER BY c.updated_at DESC, c.id DESC
"""
DOCUMENTS = "SELECT document FROM governance_published ORDER BY updated_at DESC, channel_id DESC"
READABLE = DOCUMENTS.replace("document", "convert_from(document, 'UTF8')", 1)


@contextmanager
def against_dump(place: Place, extension: str) -> Iterator[Sides]:
    site = place.large
    message = request(f"/api/v1/channels.{extension}", **site.signed)

    def ours() -> None:
        status, _, body = ask(site.port, message)
        if status != 200 or body.count(b"https://") < site.count:
            raise AssertionError(f"{len(body)} bytes are not the whole list")

    query = CELLS if extension == "csv" else DOCUMENTS
    yield _times_a_second(ours), _times_a_second(lambda: _dump(site, query))


def _times_a_second(act: Callable[[], object]) -> Measure:
    measure = seconds(act)
    return lambda: 1 / measure()


def _dump(site: Site, query: str) -> None:
    """PostgreSQL's COPY to the client; SQLite has the csv module, as its own shell has."""
    address = site.environment["DATABASE_URL"]
    if address.startswith("sqlite"):
        with closing(sqlite3.connect(address.removeprefix("sqlite:///"))) as database:
            csv.writer(io.StringIO()).writerows(database.execute(query))
        return
    query = READABLE if query == DOCUMENTS else query
    with (
        psycopg.connect(address) as connection,
        connection.cursor() as cursor,
        cursor.copy(f"COPY ({query}) TO STDOUT (FORMAT csv)") as copy,
    ):
        size = sum(len(piece) for piece in copy)
    assert size > site.count


ROWS = [
    Row(
        f"export of all channels as {extension.upper()} / COPY",
        partial(against_dump, extension=extension),
        Limit(at_least=0.8),
        Limit(at_least=0.95),
        rounds=3,
    )
    for extension in ("csv", "json")
]

"""A step with its entry in the ledger, against the two statements that it could not do without."""

import itertools
import sqlite3
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from functools import partial
from typing import Any
from unittest.mock import patch

import psycopg

from tests.bench import program
from tests.bench.data import TODAY
from tests.bench.measuring import Measure, rate
from tests.bench.place import Place
from tests.bench.row import Limit, Row, Sides

TABLES = (
    "CREATE TABLE IF NOT EXISTS bench_thing (id integer PRIMARY KEY, state text)",
    "CREATE TABLE IF NOT EXISTS bench_record (thing integer, body text)",
)
STATEMENTS = (
    "INSERT INTO bench_thing VALUES (?, 'new') ON CONFLICT DO NOTHING",
    "UPDATE bench_thing SET state = ? WHERE id = ?",
    "INSERT INTO bench_record VALUES (?, ?)",
)
Act = Callable[[], object]


@contextmanager
def against_two_statements(place: Place, clients: int) -> Iterator[Sides]:
    program.start(place)
    lasting = place.large.lasting
    with ExitStack() as open_until_then:
        bare = [
            open_until_then.enter_context(_two_statements(place, each)) for each in range(clients)
        ]
        yield _together([_step() for _ in range(clients)], lasting), _together(bare, lasting)


@contextmanager
def against_unchained(place: Place, clients: int) -> Iterator[Sides]:
    program.start(place)
    from ledger import chain

    lasting = place.large.lasting
    steps = [_step() for _ in range(clients)]
    chained = _together(steps, lasting)

    def unchained() -> float:
        with patch.object(chain, "hold"), patch.object(chain, "append"):
            return chained()

    yield chained, unchained


def _together(acts: list[Act], lasting: float) -> Measure:
    """How often a second all of them are done, each by a client of its own."""

    def one(act: Act) -> float:
        from django.db import connection

        try:
            return rate(act, lasting)()
        finally:
            connection.close()

    def measure() -> float:
        if len(acts) == 1:
            return rate(acts[0], lasting)()
        with ThreadPoolExecutor(len(acts)) as pool:
            return sum(pool.map(one, acts))

    return measure


def _step() -> Act:
    """An officer takes a plan up and releases it again: two steps of a plan, by turns."""
    from governance.models import Plan, Platform
    from governance.plans import acts as plans
    from people.models import Team

    by = program.officer()
    team, platform = Team.objects.all()[0], Platform.objects.all()[0]
    plan = Plan(
        state=Plan.State.SUBMITTED,
        reference=uuid.uuid4().hex[:20],
        team=team,
        platform=platform,
        author=program.head(),
        name="Bench",
        address_key=f"x:{uuid.uuid4().hex}",
    )
    Plan.objects.bulk_create([plan])
    turns: Iterator[Any] = itertools.cycle([plans.take_up, plans.release])
    return lambda: next(turns)(plan, by=by, today=TODAY)


@contextmanager
def _two_statements(place: Place, number: int) -> Iterator[Act]:
    """An UPDATE of one row and an INSERT of another, committed."""
    connection = _connection(place.large.environment["DATABASE_URL"])
    mark = "?" if isinstance(connection, sqlite3.Connection) else "%s"
    begin = "BEGIN IMMEDIATE" if mark == "?" else "BEGIN"
    new, change, record = (sql.replace("?", mark) for sql in STATEMENTS)
    for sql in TABLES:
        connection.execute(sql)
    connection.execute(new, (number,))

    def act() -> None:
        connection.execute(begin)
        connection.execute(change, ("taken", number))
        connection.execute(record, (number, "x" * 400))
        connection.execute("COMMIT")

    try:
        yield act
    finally:
        connection.close()


def _connection(address: str) -> Any:
    """Nothing is committed but what says so, and a commit waits for the disk as ours does."""
    if not address.startswith("sqlite"):
        return psycopg.connect(address, autocommit=True)
    file = address.removeprefix("sqlite:///")
    found = sqlite3.connect(file, check_same_thread=False, timeout=20, isolation_level=None)
    found.execute("PRAGMA synchronous=FULL")
    return found


ROWS = [
    Row(
        "step, 1 client / two statements",
        partial(against_two_statements, clients=1),
        Limit(at_least=0.25),
    ),
    Row(
        "step, 8 clients / two statements",
        partial(against_two_statements, clients=8),
        Limit(at_least=0.12),
    ),
    Row(
        "step, 1 client: chained / not", partial(against_unchained, clients=1), Limit(at_least=0.8)
    ),
    Row(
        "step, 8 clients: chained / not", partial(against_unchained, clients=8), Limit(at_least=0.5)
    ),
]

"""script/bench --years: an organisation over months, in a database of its own."""

from __future__ import annotations

import argparse
import datetime
import json
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import django

from tests.bench import machine, place
from tests.bench.place import Place

if TYPE_CHECKING:
    from tests.years.looking import Seen

FIRST = datetime.date(2027, 1, 4)
CHANNELS, TEAMS, MONTHS = 1_000, 40, 36


def arguments(parser: argparse.ArgumentParser) -> None:
    years = parser.add_argument_group("the long simulation")
    years.add_argument("--years", action="store_true", help="people leave, forget and ignore")
    years.add_argument("--months", type=int, default=MONTHS, metavar="N", help=f"{MONTHS}")
    years.add_argument("--teams", type=int, default=TEAMS, metavar="N", help=f"{TEAMS}")
    years.add_argument("--draw", type=Path, metavar="FOLDER", help="where to draw its curves")


def run(asked: argparse.Namespace) -> int:
    """Prints a line a month on standard error, and the table at the end."""
    engine = _engine()
    began = time.monotonic()
    with place.made(engine, quick=True, most=asked.channels or CHANNELS) as here:
        start(here)
        document = _simulated(asked, engine, began)
    from tests.years import drawing, table

    print(table.in_words(document))
    if asked.draw:
        drawing.draw(document, asked.draw)
    return 0 if table.holds(document) else 1


def start(here: Place) -> None:
    """The program in this process, on the new database; mails stay in memory."""
    os.environ.update(here.environment | {"EMAIL_URL": "memorymail://"})
    django.setup()
    from django.core import mail
    from django.db import connection

    mail.outbox = []
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=OFF")  # nothing here must survive a crash


def _engine() -> str:
    address = os.environ.get("DATABASE_URL", "")
    if not address.startswith("postgres"):
        return "sqlite"
    os.environ.setdefault("TEST_POSTGRES_URL", address)
    return "postgresql"


def _simulated(asked: argparse.Namespace, engine: str, began: float) -> dict[str, Any]:
    from tests.years.simulation import MOST_A_DAY, SEED, Simulation

    channels = asked.channels or CHANNELS
    document: dict[str, Any] = {
        "machine": machine.machine(),
        "versions": machine.versions(),
        "engine": engine,
        "channels": channels,
        "teams": asked.teams,
        "months": asked.months,
        "most_a_day": MOST_A_DAY,
        "seed": SEED,
        "seconds": 0,
        "rows": [],
        "faults": [],
        "refused": {},
    }

    def say(seen: Seen) -> None:
        document["seconds"] = round(time.monotonic() - began)
        document["rows"].append(seen.as_json())
        print(f"{document['seconds']:>6} s  {_line(seen)}", file=sys.stderr, flush=True)
        for fault in simulation.look.faults[len(document["faults"]) :][:5]:
            print(f"         {fault}", file=sys.stderr, flush=True)
        document["faults"] = [*simulation.look.faults]
        document["refused"] = dict(simulation.refused.most_common(40))
        if asked.json:
            text = json.dumps(document, indent=2, ensure_ascii=False)
            asked.json.write_text(text + "\n", encoding="utf-8")

    simulation = Simulation(channels, asked.teams, FIRST, say)
    simulation.run(asked.months)
    return document


def _line(seen: Seen) -> str:
    watched = ("past_grace", "unseen", "untold", "leavers_keys", "differences", "worst_inbox")
    said = ", ".join(f"{name} {getattr(seen, name)}" for name in watched)
    return (
        f"month {seen.month}: {seen.official} official, {said}, "
        f"{seen.mails} mails, sweeps {seen.sweep:.2f} s and {seen.quiet_sweep:.2f} s where quiet"
    )

"""Writes docs/simulation.md and its curves from a run: python -m tests.years.page FILE [DOCS]."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from tests.years import drawing, table

DOCS = Path(__file__).resolve().parents[2] / "docs"
FOLDER = "simulation"

TEXT = (Path(__file__).parent / "page.md").read_text(encoding="utf-8")


def main(arguments: list[str]) -> int:
    document = json.loads(Path(arguments[0]).read_text(encoding="utf-8"))
    docs = Path(arguments[1]) if len(arguments) > 1 else DOCS
    drawing.draw(document, docs / FOLDER)
    (docs / "simulation.md").write_text(page(document), encoding="utf-8")
    return 0


def page(document: dict[str, Any]) -> str:
    from tests.bench.years import CHANNELS, MONTHS, TEAMS

    rows: table.Rows = document["rows"]
    return TEXT.format(
        channels=document["channels"],
        teams=document["teams"],
        months=len(rows),
        full_channels=CHANNELS,
        full_teams=TEAMS,
        full_months=MONTHS,
        most=document["most_a_day"],
        command=_command(document),
        engine=_engine(document),
        hours=_hours(document["seconds"]),
        quiet=sum(bool(row["quiet_sweep"]) for row in rows),
        incidents=max(row["worst_incidents"] for row in rows),
        decisions=max(row["worst_decisions"] for row in rows),
        targets="\n".join(_target(each, rows) for each in table.TARGETS),
        beside="\n".join(f"| {' | '.join(each)} |" for each in table.beside(rows)),
        pictures="\n\n".join(_picture(each, rows) for each in drawing.PICTURES),
    )


def _target(target: table.Target, rows: table.Rows) -> str:
    said = "ok" if target.holds(rows) else "**missed**"
    return f"| {target.name} | {target.found(rows):g} | ≤ {target.most:g} | {said} |"


def _picture(picture: drawing.Picture, rows: table.Rows) -> str:
    return f"![{picture.title}. {drawing.described(picture, rows)}]({FOLDER}/{picture.file})"


def _command(document: dict[str, Any]) -> str:
    from tests.bench.years import CHANNELS, MONTHS, TEAMS

    usual = {"channels": CHANNELS, "teams": TEAMS, "months": MONTHS}
    found = {name: document[name] for name in usual if document[name] != usual[name]}
    other = [f" --{name} {number}" for name, number in found.items()]
    return "script/bench --years" + "".join(other)


def _engine(document: dict[str, Any]) -> str:
    names = {"sqlite": f"SQLite {document['versions']['SQLite']}", "postgresql": "PostgreSQL"}
    return names[document["engine"]]


def _hours(seconds: int) -> str:
    hours, minutes = divmod(round(seconds / 60), 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min"


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

"""How much of each room the tests run, by lines and branches, and how much they must."""

import fnmatch
import json
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from installation import PYTHON, ROOT

DATA = ROOT / "var" / "coverage"
RULES = (
    "governance/who/*",
    "governance/*/guards.py",
    "governance/*/states.py",
    "governance/plans/questions.py",
    "governance/plans/kinds.py",
)


@dataclass(frozen=True)
class Gate:
    """`least` is a percentage that the files of the patterns must reach together."""

    name: str
    least: float
    patterns: tuple[str, ...]


# A file counts where it fits first.
GATES = (
    Gate("ledger/", 100, ("ledger/*",)),
    Gate("vault/", 100, ("vault/*",)),
    Gate("governance's rules", 100, RULES),
    Gate("elsewhere", 95, ("*",)),
)


@dataclass
class Figure:
    """Statements and branches together: how many there are, and how many were run."""

    of: int = 0
    run: int = 0

    @property
    def percent(self) -> float:
        return 100 * self.run / self.of if self.of else 100.0


def measured() -> dict[str, dict[str, int]]:
    """What coverage.py found, by file."""
    with tempfile.TemporaryDirectory(prefix="keyholder-coverage-") as folder:
        file = Path(folder) / "coverage.json"
        subprocess.run(
            [PYTHON, "-m", "coverage", "json", f"--data-file={DATA}", "-q", "-o", file],
            cwd=ROOT,
            check=True,
        )
        found = json.loads(file.read_text(encoding="utf-8"))
    return {path: each["summary"] for path, each in found["files"].items()}


def figures(files: dict[str, dict[str, int]]) -> dict[str, Figure]:
    """By gate."""
    found = {gate.name: Figure() for gate in GATES}
    for path, summary in files.items():
        figure = found[gate_of(path).name]
        figure.of += summary["num_statements"] + summary.get("num_branches", 0)
        figure.run += summary["covered_lines"] + summary.get("covered_branches", 0)
    return found


def gate_of(path: str) -> Gate:
    return next(
        gate for gate in GATES if any(fnmatch.fnmatch(path, each) for each in gate.patterns)
    )


def table(files: dict[str, dict[str, int]]) -> tuple[list[str], bool]:
    """Lines to print, and whether every gate is reached."""
    found = figures(files)
    lines, reached = [], True
    for gate in GATES:
        percent = found[gate.name].percent
        enough = percent >= gate.least
        reached = reached and enough
        lines.append(f"   {gate.name:<20} {percent:6.2f} %  of {gate.least:g}")
        if not enough:
            lines += [f"      {each}" for each in _short(files, gate)]
    return lines, reached


def _short(files: dict[str, dict[str, int]], gate: Gate) -> list[str]:
    """The files that fall short of their gate, the worst first."""
    mine = {path: each for path, each in files.items() if gate_of(path) is gate}
    short = {path: each["percent_covered"] for path, each in mine.items()}
    worst = sorted((percent, path) for path, percent in short.items() if percent < gate.least)
    return [f"{percent:6.2f} %  {path}" for percent, path in worst]

"""The rows of the vault's table of faults, each with the tests that show that it holds."""

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from tests.bench.place import ROOT, Place, server


@dataclass(frozen=True)
class Fault:
    """`tests` are files or node ids for pytest; PostgreSQL runs them too where it answers."""

    name: str
    tests: tuple[str, ...]
    needs_postgresql: bool = False


@dataclass(frozen=True)
class Held:
    name: str
    held: int
    of: int

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


# To add a row, list it here with its tests.
FAULTS: list[Fault] = []


def prove(fault: Fault, place: Place) -> Held | str:
    """How many of its tests held, or why it cannot be tried here."""
    servers = [address for address in ("", server()) if address is not None]
    if fault.needs_postgresql:
        servers = [address for address in servers if address]
    if not servers:
        return "no PostgreSQL answers"
    counts = sum((_run(fault.tests, address, place.folder) for address in servers), Counter())
    return Held(fault.name, counts["held"], counts["held"] + counts["failed"])


def _run(tests: Iterable[str], address: str, folder: Path) -> Counter[str]:
    report = folder / "faults.xml"
    report.unlink(missing_ok=True)
    left = {name: text for name, text in os.environ.items() if name != "DATABASE_URL"}
    subprocess.run(
        [sys.executable, "-m", "pytest", "-q", f"--junitxml={report}", *tests],
        cwd=ROOT,
        env=left | ({"DATABASE_URL": address} if address else {}),
        stdout=subprocess.DEVNULL,
        check=False,
    )
    if not report.exists():
        return Counter(failed=1)
    cases = ElementTree.parse(report).getroot().iter("testcase")  # noqa: S314  our own report
    return Counter(_verdict(case) for case in cases)


def _verdict(case: ElementTree.Element) -> str:
    if case.find("failure") is not None or case.find("error") is not None:
        return "failed"
    return "skipped" if case.find("skipped") is not None else "held"

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
    tests: tuple[str, ...] = ()
    needs_postgresql: bool = False


@dataclass(frozen=True)
class Held:
    name: str
    held: int
    of: int

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


# Before a row of the bench started the program in this process.
INHERITED = dict(os.environ)
CIPHER = "tests/vault/test_cipher.py::"
MASTER_KEYS = "tests/vault/test_masterkeys.py::"
CHAIN = "tests/ledger/test_chain.py::"
OUTBOX = "tests/ledger/test_outbox.py::"

# In the order of the table of faults. Whoever writes the tests of a row names them here.
FAULTS = [
    Fault(
        "every bit flipped, every truncation, one byte added; all lengths",
        (
            CIPHER + "test_every_spoilt_sealed_value_is_refused",
            CIPHER + "test_every_spoilt_wrapped_key_is_refused",
            CIPHER + "test_every_length_comes_back_from_its_padding",
            CIPHER + "test_texts_of_every_length_come_back",
            CIPHER + "test_one_byte_too_many_is_refused",
        ),
    ),
    Fault(
        "a value moved to another place, algorithm, data key or master key",
        (
            CIPHER + "test_what_was_moved_to_another_place_is_refused",
            CIPHER + "test_a_value_moved_to_another_field_is_refused",
            CIPHER + "test_another_algorithm_or_format_is_refused",
            CIPHER + "test_another_data_key_is_refused",
            CIPHER + "test_another_master_key_is_refused",
        ),
    ),
    Fault("an older version put back; a grant forged or its uses set back"),
    Fault("SIGKILL in the middle of a reseal"),
    Fault("a stale worker deposits while a key is activated and retired"),
    Fault(
        "wrong or missing master key; provider away",
        (
            MASTER_KEYS + "test_a_missing_key_is_a_sentence",
            MASTER_KEYS + "test_the_key_of_another_deployment_is_refused_and_writes_nothing",
            MASTER_KEYS + "test_the_right_names_with_other_bytes_are_refused",
            "tests/config/test_start.py::test_the_server_refuses_to_start_without_the_master_key",
        ),
    ),
    Fault("racers for one grant; a veto racing a use", needs_postgresql=True),
    Fault("eight writers; steps locking the same rows in other orders"),
    Fault(
        "entries edited, deleted, swapped; words changed; the tail cut",
        (
            CHAIN + "test_first_bad_entry_is_named",
            CHAIN + "test_cut_tail_is_noticed_by_the_head",
            CHAIN + "test_database_refuses",
        ),
    ),
    Fault("the database restarted under load of reveals", needs_postgresql=True),
    Fault(
        "disk full; mail server away",
        (
            OUTBOX + "test_mail_server_away_for_days",
            OUTBOX + "test_two_sweepers_tell_nobody_twice",
        ),
    ),
    Fault("the clock set back and forth; the days of changing clocks"),
    Fault("backup, and restore on an empty machine"),
    Fault("a marker secret through every page, call and forced error"),
    Fault("two officers deciding one plan"),
]


def prove(fault: Fault, place: Place) -> Held | str:
    """How many of its tests held, or why it cannot be tried here."""
    if not fault.tests:
        return "no test tries it yet"
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
    left = {name: text for name, text in INHERITED.items() if name != "DATABASE_URL"}
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
    counts = Counter(_verdict(case) for case in cases)
    return counts or Counter(failed=1)  # a test that is not there shows nothing


def _verdict(case: ElementTree.Element) -> str:
    if case.find("failure") is not None or case.find("error") is not None:
        return "failed"
    return "skipped" if case.find("skipped") is not None else "held"

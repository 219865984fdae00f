"""The rows of the vault's table of faults, each with the tests that show that it holds."""

import os
import subprocess
import sys
from collections import Counter
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from tests.bench.place import ROOT, Place, server


@dataclass(frozen=True)
class Fault:
    """`tests` are files or node ids for pytest; PostgreSQL runs them too where it answers.

    `full` is the environment in which they try as often as the table says, and `missing` what of
    the row nothing tries yet.
    """

    name: str
    tests: tuple[str, ...] = ()
    needs_postgresql: bool = False
    full: dict[str, str] = field(default_factory=dict)
    missing: str = ""


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
SWEEP = "tests/governance/test_sweep.py::"
REVEALS = "tests/vault/test_reveals.py::"
AT_ONCE = "tests/vault/test_at_once.py::"
WRITERS = "tests/ledger/test_writers.py::"
RACERS = "tests/governance/test_racers.py::"

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
    Fault(
        "an older version put back; a grant forged or its uses set back",
        (
            REVEALS + "test_an_older_version_put_back_with_its_data_key_is_noticed",
            REVEALS + "test_older_bytes_put_into_the_newer_row_are_noticed",
            REVEALS + "test_a_turn_set_back_in_the_database_is_noticed",
            REVEALS + "test_a_grant_forged_in_the_database_is_noticed",
            REVEALS + "test_a_grant_changed_in_the_database_is_noticed",
            REVEALS + "test_a_grant_given_to_another_person_in_the_database_is_noticed",
            REVEALS + "test_a_grant_moved_to_another_custodian_is_noticed",
            REVEALS + "test_a_request_made_active_in_the_database_is_refused",
            REVEALS + "test_a_longer_end_in_the_database_lengthens_nothing",
        ),
    ),
    Fault("SIGKILL in the middle of a reseal", missing="resealing is not built yet"),
    Fault(
        "a stale worker deposits while a key is activated and retired",
        missing="activating and retiring master keys is not built yet",
    ),
    Fault(
        "wrong or missing master key; provider away",
        (
            MASTER_KEYS + "test_a_missing_key_is_a_sentence",
            MASTER_KEYS + "test_the_key_of_another_deployment_is_refused_and_writes_nothing",
            MASTER_KEYS + "test_the_right_names_with_other_bytes_are_refused",
            AT_ONCE + "test_without_the_master_key_nothing_is_charged",
            "tests/config/test_start.py::test_the_server_refuses_to_start_without_the_master_key",
        ),
    ),
    Fault(
        "racers for one grant; a veto racing a use",
        (
            AT_ONCE + "test_of_fifty_racers_one_gets_the_single_use",
            AT_ONCE + "test_of_many_who_ask_at_once_each_person_has_one",
            AT_ONCE + "test_ending_and_revealing_at_once_never_shows_after_the_end",
        ),
        full={"KEYHOLDER_TEST_ROUNDS": "100"},
        missing="the veto, whose policy is not built yet (ending an opening races instead)",
    ),
    Fault(
        "eight writers; steps locking the same rows in other orders",
        (
            WRITERS + "test_writers_that_lock_the_same_rows_in_other_orders",
            WRITERS + "test_real_steps_and_acts_of_the_vault_on_the_same_rows",
        ),
        full={"KEYHOLDER_TEST_ENTRIES": "50"},
    ),
    Fault(
        "entries edited, deleted, swapped; words changed; the tail cut",
        (
            CHAIN + "test_first_bad_entry_is_named",
            CHAIN + "test_cut_tail_is_noticed_by_the_head",
            CHAIN + "test_database_refuses",
        ),
        missing="a chain rewritten with a stolen key: only anchors show it, not built yet",
    ),
    Fault(
        "the database restarted under load of reveals",
        needs_postgresql=True,
        missing="it needs a server of its own to restart",
    ),
    Fault(
        "disk full; mail server away",
        (
            OUTBOX + "test_mail_server_away_for_days",
            OUTBOX + "test_two_sweepers_tell_nobody_twice",
            OUTBOX + "test_a_lease_lasts_by_the_clock_of_its_moment",
            OUTBOX + "test_a_silent_mail_server_is_asked_once_and_not_for_long",
            SWEEP + "test_a_silent_mail_server_delays_no_lapse",
            SWEEP + "test_of_two_sweepers_each_mail_is_sent_by_one",
            AT_ONCE + "test_what_cannot_be_recorded_is_not_shown",
            AT_ONCE + "test_a_crash_after_the_record_leaves_a_record_without_a_reveal",
        ),
    ),
    Fault(
        "the clock set back and forth; the days of changing clocks",
        (
            AT_ONCE + "test_a_clock_set_back_is_never_behind_the_newest_entry",
            REVEALS + "test_after_its_hour_nothing_is_shown",
        ),
        missing="the days of changing clocks",
    ),
    Fault("backup, and restore on an empty machine", missing="backups are not built yet"),
    Fault(
        "a marker secret through every page, call and forced error",
        (
            "tests/pages/test_marker.py::test_no_trace_of_a_marker",
            REVEALS + "test_nothing_of_a_secret_stands_outside_what_is_sealed",
        ),
    ),
    Fault(
        "two officers deciding one plan",
        (
            RACERS + "test_one_of_two_officers_takes_a_plan_up",
            RACERS + "test_one_decision_and_the_others_are_refused_with_a_reason",
        ),
        full={"KEYHOLDER_TEST_DECISIONS": "40"},
    ),
    Fault(
        "a leaver's work list against the truth, 1,000 random histories",
        ("tests/api/scim/test_histories.py::test_work_after_leaving_is_what_is_really_so",),
        full={"KEYHOLDER_TEST_HISTORIES": "1000"},
    ),
]


def prove(fault: Fault, place: Place) -> Held | str:
    """How many of its tests held, or why it cannot be tried here."""
    if not fault.tests:
        return fault.missing or "no test tries it yet"
    servers = [address for address in ("", server()) if address is not None]
    if fault.needs_postgresql:
        servers = [address for address in servers if address]
    if not servers:
        return "no PostgreSQL answers"
    counts = sum((_run(fault, address, place.folder) for address in servers), Counter())
    return Held(fault.name, counts["held"], counts["held"] + counts["failed"])


def _run(fault: Fault, address: str, folder: Path) -> Counter[str]:
    report = folder / "faults.xml"
    report.unlink(missing_ok=True)
    left = {name: text for name, text in INHERITED.items() if name != "DATABASE_URL"} | fault.full
    subprocess.run(
        [sys.executable, "-m", "pytest", "-q", f"--junitxml={report}", *fault.tests],
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

"""The parts of script/test: what each runs, in which environment, and what came of it."""

import os
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

import covering
from installation import PYTHON, ROOT

ROOMS = ["config", "addresses", "ledger", "vault", "people", "governance", "api", "sample"]
ROOMS += ["tests", "manage.py"]
MACHINE = "this machine"  # a test that says so in its reason for being skipped was left out

# As a production machine would have it, with values that are nobody's.
PRODUCTION = {
    "DEBUG": "false",
    "SECRET_KEY": "4mX7q-Zr2_vK9tB1yW6pLd3HsC8fGjN5aQeUiOoRxTzVbMnYkJ0",
    "ALLOWED_HOSTS": "keyholder.example.org",
    "EMAIL_URL": "smtp+tls://mail.example.org:587",
    "KEYHOLDER_ORGANISATION": "Example organisation",
    "KEYHOLDER_LEDGER_KEY_FILE": "var/production/ledger.key",
    "KEYHOLDER_MASTER_KEY_FILE": "var/production/master.key",
}


@dataclass
class Outcome:
    """What came of one part: tests counted singly, any other part as one."""

    passed: int = 0
    failed: int = 0
    left_out: list[str] = field(default_factory=list)
    skipped: dict[str, int] = field(default_factory=dict)
    said: str = ""
    took: float = 0.0


@dataclass(frozen=True)
class Part:
    """What it says is shown at its end. One that runs `beside` begins with the part before it."""

    name: str
    run: Callable[[], Outcome]
    beside: bool = False


def clean_environment(**changes: str) -> dict[str, str]:
    """The environment without the settings of whoever runs the tests."""
    ours = ("DATABASE_URL", "CACHE_URL", "EMAIL_URL", "SECRET_KEY", "ALLOWED_HOSTS")
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in ours and not name.startswith(("KEYHOLDER_", "OIDC_", "DJANGO_"))
    }
    return kept | {"DEBUG": "true", "PYTHONUNBUFFERED": "1"} | changes


def check(name: str, *command: str | Path, beside: bool = True, **changes: str) -> Part:
    """A tool that is content or not; what it says is shown when it is not."""

    def run() -> Outcome:
        with tempfile.TemporaryDirectory(prefix="keyholder-check-") as folder:
            database = {"DATABASE_URL": f"sqlite:///{folder}/check.sqlite3"}
            done = subprocess.run(
                [PYTHON, *command],
                cwd=ROOT,
                env=clean_environment(**database | changes),
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                check=False,
            )
        if done.returncode:
            return Outcome(failed=1, said=done.stdout.decode(errors="replace"))
        return Outcome(passed=1)

    return Part(name, run, beside)


def left_out(name: str, reason: str) -> Part:
    return Part(name, lambda: Outcome(left_out=[f"{name}: {reason}"]))


def suite(name: str, *arguments: str, database: str = "", beside: bool = False) -> Part:
    """pytest, counted from its own report; shown while it runs, if nothing else is shown then."""

    def run() -> Outcome:
        with tempfile.TemporaryDirectory(prefix="keyholder-report-") as folder:
            report = Path(folder) / "report.xml"
            changes = {"DATABASE_URL": database} if database else {}
            covering.DATA.parent.mkdir(exist_ok=True)
            done = subprocess.run(
                [PYTHON, "-m", "pytest", "-q", f"--junitxml={report}", *arguments],
                cwd=ROOT,
                env=clean_environment(COVERAGE_FILE=str(covering.DATA), **changes),
                stdout=subprocess.PIPE if beside else None,
                check=False,
            )
            outcome = _count(report)
        outcome.said = (done.stdout or b"").decode(errors="replace")
        if done.returncode and not outcome.failed:
            outcome.failed = 1
        return outcome

    return Part(name, run, beside)


def coverage() -> Part:
    """What all suites together ran of each room, held against what they must."""

    def run() -> Outcome:
        lines, reached = covering.table(covering.measured())
        return Outcome(passed=int(reached), failed=int(not reached), said="\n".join(lines))

    return Part("coverage", run)


def workers() -> list[str]:
    """Worth their start where every test is run. One more than there are cores: while a test waits
    for a browser, a mail server or another process, the next one goes on."""
    cores = os.cpu_count() or 1
    return ["-n", str(min(cores + 1, 4))] if cores > 1 else []


def _count(report: Path) -> Outcome:
    outcome = Outcome()
    if not report.exists():
        return outcome
    for case in ElementTree.parse(report).getroot().iter("testcase"):
        skipped = case.find("skipped")
        if case.find("failure") is not None or case.find("error") is not None:
            outcome.failed += 1
        elif skipped is not None:
            reason = skipped.get("message", "")
            outcome.skipped[reason] = outcome.skipped.get(reason, 0) + 1
        else:
            outcome.passed += 1
    outcome.left_out = [
        f"{number} tests: {reason}"
        for reason, number in outcome.skipped.items()
        if MACHINE in reason
    ]
    return outcome


def run_all(parts: list[Part]) -> Outcome:
    """Each part in turn, or several at once, with its time; then all of them together."""
    total = Outcome()
    lines = []
    for group in _groups(parts):
        for part, outcome in _outcomes(group):
            if outcome.said:
                print(outcome.said, flush=True)
            verdict = _verdict(outcome)
            lines.append(f"{part.name:<44} {outcome.took:7.1f} s  {verdict}")
            print(f"   {verdict}, {outcome.took:.1f} s", flush=True)
            total.passed += outcome.passed
            total.failed += outcome.failed
            total.left_out += outcome.left_out
    print("\n" + "\n".join(lines))
    return total


def _groups(parts: list[Part]) -> list[list[Part]]:
    groups: list[list[Part]] = []
    for part in parts:
        if part.beside and groups:
            groups[-1].append(part)
        else:
            groups.append([part])
    return groups


def _outcomes(group: list[Part]) -> Iterator[tuple[Part, Outcome]]:
    """In their order. The first has a core of its own; the others share the rest."""
    with ThreadPoolExecutor(max(1, (os.cpu_count() or 1) - 1)) as others:
        running = [others.submit(_timed, part) for part in group[1:]]
        print(f"── {group[0].name}", flush=True)
        yield group[0], _timed(group[0])
        for part, future in zip(group[1:], running, strict=True):
            print(f"── {part.name}", flush=True)
            yield part, future.result()


def _timed(part: Part) -> Outcome:
    began = time.monotonic()
    outcome = part.run()
    outcome.took = time.monotonic() - began
    return outcome


def _verdict(outcome: Outcome) -> str:
    counts = {
        "passed": outcome.passed,
        "failed": outcome.failed,
        "skipped": sum(outcome.skipped.values()),
    }
    words = ", ".join(f"{number} {word}" for word, number in counts.items() if number)
    return words or "left out"

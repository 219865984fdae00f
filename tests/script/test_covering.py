"""The gate of coverage: which file counts where, and what falls short."""

from collections.abc import Callable
from types import ModuleType

import pytest

Part = Callable[[str], ModuleType]


def run(of: int, covered: int) -> dict[str, float]:
    return {
        "num_statements": of,
        "covered_lines": covered,
        "percent_covered": 100 * covered / of,
    }


@pytest.mark.parametrize(
    ("path", "gate"),
    [
        ("ledger/chain.py", "ledger/"),
        ("vault/models/grant.py", "vault/"),
        ("governance/who/permissions.py", "governance's rules"),
        ("governance/plans/guards.py", "governance's rules"),
        ("governance/plans/writing.py", "elsewhere"),
        ("people/duties.py", "elsewhere"),
    ],
    ids=["ledger", "vault", "who", "guards", "writing", "people"],
)
def test_which_gate(path: str, gate: str, part: Part) -> None:
    assert part("covering").gate_of(path).name == gate


def test_a_line_of_the_ledger_that_nothing_runs_is_too_many(part: Part) -> None:
    lines, reached = part("covering").table({"ledger/chain.py": run(1000, 999)})
    assert not reached
    assert any("ledger/chain.py" in line for line in lines)


def test_elsewhere_a_few_may_be_missing(part: Part) -> None:
    files = {"api/views.py": run(100, 96), "ledger/chain.py": run(10, 10)}
    lines, reached = part("covering").table(files)
    assert reached
    assert len(lines) == 4

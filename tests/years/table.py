"""What must be shown, with its target; and the figures of before there were obligations."""

from __future__ import annotations

import statistics
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Rows = list[dict[str, Any]]
EARLY, LATE = slice(3, 9), slice(-6, None)  # months; the first three are the import's
QUIET = "its time on a day on which it has nothing to do, the last half year to the first"
FIRST_YEAR = 12


@dataclass(frozen=True)
class Target:
    """`found` reads it from the rows of the months; the highest of them counts unless said."""

    name: str
    found: Callable[[Rows], float]
    most: float

    def holds(self, rows: Rows) -> bool:
        return self.found(rows) <= self.most


def highest(name: str) -> Callable[[Rows], float]:
    def found(rows: Rows) -> float:
        values: list[float] = [row[name] for row in rows]
        return max(values, default=0.0)

    return found


def quiet_ratio(rows: Rows) -> float:
    """1 where there are too few months to compare, or none with such a day."""
    early = [row["quiet_sweep"] for row in rows[EARLY] if row["quiet_sweep"]]
    late = [row["quiet_sweep"] for row in rows[LATE] if row["quiet_sweep"]]
    if len(rows) < FIRST_YEAR or not early or not late:
        return 1.0
    return float(round(statistics.median(late) / statistics.median(early), 2))


TARGETS = (
    Target("channels on the list past grace without a person's word", highest("past_grace"), 0),
    Target("live channels that lead to nobody who is here", highest("unseen"), 0),
    Target("late live channels of which nobody had a mail in 31 days", highest("untold"), 0),
    Target("keys that a leaver knew, neither changed nor owed", highest("leavers_keys"), 0),
    Target(
        "worst inbox: mails a person and week, but for what goes at once", highest("worst_inbox"), 5
    ),
    Target("differences found by `obligations check`", highest("differences"), 0),
    Target(f"the sweep: {QUIET}", quiet_ratio, 1.5),
)

# Seen at commit d5f702c: 28 months, 1,000 imported channels.
BEFORE: tuple[tuple[str, str, str], ...] = (
    ("official channels at the end", "official", "696"),
    ("of these with neither an end date nor a plan", "no_plan", "500"),
    ("with a security review more than 180 days overdue", "review_overdue", "619"),
    ("without a lead", "no_lead", "135"),
    ("that owed new keys for a year", "keys_owed", "63"),
    ("to which nobody held access", "no_access", "391"),
    ("lapsed, so not on the list", "lapsed", "not counted"),
    ("retired", "retired", "not counted"),
)
MOST_ON_A_DAY = ("most mails to one person on a day", "most_mails_a_day", "636")


def in_words(document: dict[str, Any]) -> str:
    """The table as the bench prints it."""
    rows: Rows = document["rows"]
    line = "{:<92} {:>8} {:>8}  {}"
    lines = [line.format("what must be shown", "found", "target", "")]
    for each in TARGETS:
        said = "ok" if each.holds(rows) else "MISSED"
        lines.append(line.format(each.name, f"{each.found(rows):g}", f"≤ {each.most:g}", said))
    lines += ["", "{:<92} {:>8} {:>8}".format("what there is at the end", "now", "before")]
    lines += ["{:<92} {:>8} {:>8}".format(*each) for each in beside(rows)]
    return "\n".join(lines)


def beside(rows: Rows) -> list[tuple[str, str, str]]:
    """The figures of the last month, and of the old program; of mails the worst day."""
    if not rows:
        return []
    last = rows[-1]
    found = [(name, f"{last[key]:,}", before) for name, key, before in BEFORE]
    name, key, before = MOST_ON_A_DAY
    return [*found, (name, f"{highest(key)(rows):,.0f}", before)]


def holds(document: dict[str, Any]) -> bool:
    return all(each.holds(document["rows"]) for each in TARGETS)

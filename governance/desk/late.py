"""What is owed in numbers: by kind, by team, and by whom it has reached; a question each."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence

from django.db.models import Count, Q
from django.urls import reverse

from governance.desk.report import Report
from governance.models import Reach
from governance.obligations import reading
from governance.obligations.kinds import KINDS
from governance.web.pictures import Row
from people.models import User

LATE, IN_TIME = "keyholder-state-suspended", "keyholder-bar"
LEGEND = [(LATE, "Past its day"), (IN_TIME, "In time")]
TEAMS = 12
NO_TEAM = "No team"
UP = [Reach.PERSON, Reach.LEAD, Reach.ADMINISTRATORS, Reach.MANAGER, Reach.OFFICERS]
UP += [Reach.EXECUTIVES, Reach.HEAD]

Counted = tuple[int, int]


def by_kind(user: User, day: datetime.date) -> Report:
    found = _counted(user, day, "kind")
    rows = [
        _row(kind.label.capitalize(), found[name]) for name, kind in KINDS.items() if name in found
    ]
    late = sum(each for each, _ in found.values())
    every = sum(map(sum, found.values()))
    return _report(
        "What is owed, by what it is",
        f"{_things(every)} owed, and {late:,} of them past their day: of what you may see.",
        "Kind",
        sorted(rows, key=lambda row: -row.total),
        href=f"{reverse('obligations')}?whose=around",
    )


def by_reach(user: User, day: datetime.date) -> Report:
    """How far it has climbed: whom it reached the last time that it was said."""
    found = _counted(user, day, "reaches")
    rows = [_row(_name(reach), found[reach]) for reach in UP if reach in found]
    above = sum(sum(found[reach]) for reach in found if reach in (Reach.OFFICERS, Reach.HEAD))
    return _report(
        "What is owed, by whom it has reached",
        f"{_things(above)} with the officers or the head.",
        "Whom it has reached",
        rows,
    )


def by_team(user: User, day: datetime.date) -> Report:
    """Those with most past its day first."""
    found = _counted(user, day, "team__name")
    by_late = sorted(found.items(), key=lambda each: (-each[1][0], -each[1][1], each[0] or ""))
    shown = [_row(name or NO_TEAM, each) for name, each in by_late[:TEAMS]]
    if rest := [each for _, each in by_late[TEAMS:]]:
        shown.append(_row("All others", _together(rest)))
    late = [name for name, (number, _) in found.items() if number]
    return _report(
        "What is owed, by team",
        f"In {len(late):,} of {len(found):,} teams something is past its day.",
        "Team",
        shown,
    )


def _counted(user: User, day: datetime.date, by: str) -> dict[str, Counted]:
    """Late and in time, of what this person may see, in one question."""
    owed = reading.owed(day).filter(reading.seen(user)).order_by()
    numbers = {
        "past": Count("pk", filter=Q(due_on__lt=day)),
        "in_time": Count("pk", filter=Q(due_on__gte=day)),
    }
    grouped = owed.values_list(by).annotate(**numbers)
    return {name: (past, in_time) for name, past, in_time in grouped}


def _report(title: str, words: str, what: str, rows: Sequence[Row], href: str = "") -> Report:
    head = [what, *(label for _, label in LEGEND), "All"]
    return Report(title, words, rows, head, LEGEND, href)


def _row(name: str, counted: Counted) -> Row:
    late, in_time = counted
    return Row(name, [(LATE, late), (IN_TIME, in_time)])


def _together(counted: Iterable[Counted]) -> Counted:
    late, in_time = zip(*counted, strict=True)
    return sum(late), sum(in_time)


def _name(reach: Reach) -> str:
    """Short, as it stands beside a bar."""
    return str(reach.label).removeprefix("the ").partition(" of ")[0].capitalize()


def _things(number: int) -> str:
    return f"{number:,} {'thing is' if number == 1 else 'things are'}"

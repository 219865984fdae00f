"""One e-mail a person and working day: what is theirs to do, grouped by what it is."""

from __future__ import annotations

import datetime
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from governance.letters import name_of
from governance.models import Obligation, Reach
from governance.obligations.kinds import Kind
from ledger.days import in_words
from ledger.models import Notice
from ledger.reminders import Reminder
from people.models import Team, User

MOST = 20  # lines of one kind; the page has them all
PAGE = "/obligations/"


@dataclass
class Digest:
    """Lines by kind; of what waited for others the head has a line a team: those have the rest.

    `later` is for the next day on which somebody who hears once a week hears.
    """

    person: User
    lines: dict[str, list[dict[str, str]]] = field(default_factory=lambda: defaultdict(list))
    teams: dict[Team, list[str]] = field(default_factory=lambda: defaultdict(list))
    number: int = 0
    alone: list[str] = field(default_factory=list)
    later: bool = False

    def add(self, kind: Kind, row: Obligation, today: datetime.date, *, alone: bool) -> None:
        """`alone`: nobody else is told of it."""
        self.number += 1
        if alone:
            self.alone.append(str(row.pk))
        name = name_of(row)
        if row.reaches == Reach.HEAD != row.owner and row.team is not None:
            self.teams[row.team].append(name)
            return
        late = "was" if row.is_late(today) else "is"
        self.lines[kind.label].append(
            {
                "says": kind.says(row),
                "by": f"{late} due on {in_words(row.due_on)}",
                "path": kind.href(row),
                "row": name,
            }
        )

    def reminder(self, today: datetime.date) -> Reminder:
        parts: list[dict[str, Any]] = [
            {
                "label": label,
                "lines": lines[:MOST],
                "more": len(lines[MOST:]),
                "rows": [each["row"] for each in lines[MOST:]],
            }
            for label, lines in self.lines.items()
        ]
        teams = [
            {
                "team": str(team),
                "number": len(names),
                "path": f"{PAGE}?team={team.slug}",
                "rows": names,
            }
            for team, names in sorted(self.teams.items(), key=lambda each: str(each[0]))
        ]
        context = {"number": self.number, "parts": parts, "teams": teams, "path": PAGE}
        once = f"digest:{today}:later" if self.later else f"digest:{today}"
        return Reminder("digest", once, [self.person], context | {"alone": self.alone})


def unheard(today: datetime.date, now: datetime.datetime) -> set[str]:
    """Rows that were told only to somebody who left before the mail went out, on earlier days.

    They are said again, to whoever is reached now; the mail itself is given up. Once something was
    said today they wait: whoever is reached may have their one mail of the day already.
    """
    # Each part by an index of its own: what was sent to those who left grows with the years.
    unsent = Q(sent_at=None, given_up_at=None) | Q(given_up_at__isnull=False)
    left = Notice.objects.select_for_update(of=("self",)).filter(
        unsent, kind="digest", to__is_active=False, emptied_at=None
    )
    waiting = [notice for notice in left if notice.context.get("alone")]
    of_today = Notice.objects.filter(kind="digest", once__startswith=f"digest:{today}:")
    if not waiting or of_today.exists():
        return set()
    found: set[str] = set()
    for notice in waiting:
        found.update(notice.context["alone"])
        notice.context["alone"] = []
        notice.given_up_at = notice.given_up_at or now
        notice.save(update_fields=["context", "given_up_at"])
    return found

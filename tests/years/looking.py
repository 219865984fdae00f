"""What is looked at on the last day of each month: what must never be so, and how much there is."""

from __future__ import annotations

import datetime
import statistics
import uuid
from collections.abc import Collection
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from governance.access.standing import standing_among, with_holders
from governance.channels import causes
from governance.channels.overdue import TOLD_FOR
from governance.hours import is_working_day
from governance.models import Channel, Obligation, Review
from governance.obligations import checking
from governance.obligations.climbing import People, joined

if TYPE_CHECKING:
    from tests.years.simulation import Simulation

DAY = datetime.timedelta(days=1)
TOLD_WITHIN = 31 * DAY
MOST_MAILS = 5  # a person and week, but for what goes at once
LATE = 5 * DAY  # a long weekend is past, so somebody was told


@dataclass(frozen=True)
class Seen:
    """Of one month. What is named in TARGETS of `table.py` should be 0, or as little as it says."""

    month: int
    day: str
    official: int
    suspended: int
    lapsed: int
    retired: int
    past_grace: int
    unseen: int
    untold: int
    late: int
    leavers_keys: int
    leavers_owed: int
    differences: int
    rows: int
    worst_inbox: int
    worst_incidents: int
    worst_decisions: int
    most_mails_a_day: int
    mails: int
    quiet_sweep: float
    sweep: float
    said: int
    ignored: int
    no_plan: int
    review_overdue: int
    no_lead: int
    keys_owed: int
    no_access: int
    left: int
    opened: int
    changed: int

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass
class Look:
    simulation: Simulation
    seen: list[Seen] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def at(self, day: datetime.date, month: int) -> Seen:
        all_ = self.simulation
        live = list(
            Channel.objects.filter(state=Channel.State.LIVE).select_related(
                "platform", "lead", "custodian", "tool", "parent"
            )
        )
        rows = list(joined(Obligation.objects.filter(discharged_on=None)))
        month_days = [each for each in all_.seconds if (each.year, each.month) == _of(day)]
        first_week = (month_days[0] - all_.first).days // 7 if month_days else 0
        late = self._late(live, rows, day)
        known, known_and_owed = all_.keys.known_by_leavers()
        found = Seen(
            month=month,
            day=day.isoformat(),
            official=len(live),
            past_grace=self._count(day, self._past_grace(live, day)),
            unseen=self._count(day, self._unseen(live, rows, day)),
            untold=self._count(day, self._untold(late, day)),
            late=len(late),
            leavers_keys=self._count(day, known),
            leavers_owed=known_and_owed,
            differences=self._count(day, list(checking.differences(day))),
            rows=len(rows),
            worst_inbox=self._inbox(day, all_.post.fullest(all_.post.weeks, first_week)),
            worst_decisions=len(all_.post.fullest(all_.post.decisions, first_week)),
            worst_incidents=len(all_.post.fullest(all_.post.incidents, first_week)),
            most_mails_a_day=max((all_.post.busiest[each] for each in month_days), default=0),
            mails=sum(all_.post.days[each] for each in month_days),
            quiet_sweep=_median(all_.seconds[each] for each in month_days if not all_.done[each]),
            sweep=_median(all_.seconds[each] for each in month_days if _works(each)),
            said=sum(all_.said[each] for each in month_days),
            ignored=sum(1 for row in rows if row.due_on < day - TOLD_WITHIN),
            left=all_.left,
            opened=all_.keys.opened,
            changed=all_.keys.changed,
            **_by_state(),
            **self._of_the_register(live, rows, day),
        )
        self.seen.append(found)
        return found

    def _count(self, day: datetime.date, sentences: list[str]) -> int:
        self.faults += [f"{day}: {sentence}" for sentence in sentences]
        return len(sentences)

    def _inbox(self, day: datetime.date, subjects: list[str]) -> int:
        if len(subjects) > MOST_MAILS:
            self.faults.append(f"{day}: {len(subjects)} mails in a week: {'; '.join(subjects)}")
        return len(subjects)

    def _past_grace(self, live: list[Channel], day: datetime.date) -> list[str]:
        """Whoever was first told late has a month; and lapses with the next sweep."""
        late = [each for each in live if day > causes.unconfirmed_from(each) + TOLD_FOR + 2 * DAY]
        return [f"{each} is official, and nobody said so lately" for each in late]

    def _unseen(self, live: list[Channel], rows: list[Obligation], day: datetime.date) -> list[str]:
        """Not even something that is owed leads to anybody who is here."""
        who = People(day)
        reached = {row.channel_id for row in rows if who.reached(row)}
        alone = [each for each in live if each.pk not in reached]
        return [f"nobody who is here is reached for {each}" for each in alone]

    def _late(
        self, live: list[Channel], rows: list[Obligation], day: datetime.date
    ) -> list[Channel]:
        """Something that it owes was due before the last long weekend."""
        ago = day - LATE
        late = {row.channel_id for row in rows if max(row.due_on, row.since, row.opened_on) < ago}
        return [each for each in live if each.pk in late]

    def _untold(self, late: list[Channel], day: datetime.date) -> list[str]:
        told = self.simulation.post.told_on
        silent = [each for each in late if _long_ago(told.get(each.pk), day)]
        return [f"{each} is late, and nobody had a mail of it for a month" for each in silent]

    def _of_the_register(
        self, live: list[Channel], rows: list[Obligation], day: datetime.date
    ) -> dict[str, int]:
        official = {each.pk for each in live}
        year_ago, half_year_ago = day - 365 * DAY, day - 180 * DAY
        listed = with_holders(live)
        overdue = Review.objects.filter(
            kind=Review.Kind.SECURITY, state=Review.State.OPEN, due_on__lt=half_year_ago
        )
        keys = [row for row in rows if row.kind == "keys" and row.channel_id in official]
        return {
            "no_plan": sum(
                1 for each in live if each.ends_on is None and each.approval == "imported"
            ),
            "review_overdue": overdue.filter(channel__in=official).count(),
            "no_lead": sum(1 for each in live if each.lead is None or not each.lead.is_active),
            "keys_owed": sum(1 for row in keys if row.due_on < year_ago),
            "no_access": sum(1 for each in live if not _is_held(each, listed)),
        }


def _is_held(channel: Channel, listed: Collection[uuid.UUID]) -> bool:
    found = standing_among(channel, listed)
    return found is not None and found.held


def _by_state() -> dict[str, int]:
    """How many are official no more, and how."""
    names = (Channel.State.SUSPENDED, Channel.State.LAPSED, Channel.State.RETIRED)
    return {str(each): Channel.objects.filter(state=each).count() for each in names}


def _long_ago(told: datetime.date | None, day: datetime.date) -> bool:
    return told is None or told < day - TOLD_WITHIN


def _of(day: datetime.date) -> tuple[int, int]:
    return day.year, day.month


def _works(day: datetime.date) -> bool:
    return is_working_day(day)


def _median(values: Any) -> float:
    found = list(values)
    return round(statistics.median(found), 4) if found else 0.0

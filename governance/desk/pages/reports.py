"""Pictures of what is owed and of the whole estate. A new report is a function in the list."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Sequence
from statistics import median

from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from governance.desk import late
from governance.desk.report import Report
from governance.models import Channel, Listing, Plan
from governance.obligations import pulse
from governance.web.days import today
from governance.web.doors import PersonRequest, roles
from governance.web.pictures import Row
from ledger import outbox
from ledger.days import add_months
from people.models import User
from people.roles import Role

PLATFORMS = 12
MONTHS = 12
MOST_PLANS = 10_000
DAYS = [("Same day", 0), ("1 to 2 days", 2), ("3 to 5 days", 5), ("6 to 10 days", 10)]
DAYS += [("11 to 20 days", 20)]
LONGER = "Over 20 days"

readers = roles(
    "an officer, an executive or an auditor",
    Role.OFFICER,
    Role.HEAD,
    Role.EXECUTIVE,
    Role.AUDITOR,
)


def estate(day: datetime.date) -> Report:
    counted: dict[str, Counter[str]] = {}
    grouped = Listing.objects.order_by().values_list("platform__name", "state")
    for platform, state, number in grouped.annotate(Count("pk")):
        counted.setdefault(platform, Counter())[state] += number
    by_size = sorted(counted.items(), key=lambda each: (-each[1].total(), each[0]))
    shown = by_size[:PLATFORMS]
    if rest := by_size[PLATFORMS:]:
        shown.append(("All others", sum((states for _, states in rest), Counter())))
    return Report(
        "Channels by platform and state",
        f"{sum(states.total() for states in counted.values()):,} channels in the register.",
        [
            Row(name, [(f"keyholder-state-{s}", states[s]) for s in Channel.State.values])
            for name, states in shown
        ],
        ["Platform", *Channel.State.labels, "All"],
        [(f"keyholder-state-{state}", label) for state, label in Channel.State.choices],
    )


def endings(day: datetime.date) -> Report:
    live = Channel.objects.filter(state=Channel.State.LIVE).order_by()
    found = dict(live.values_list("ends_on").annotate(Count("pk")))
    first = day.replace(day=1)
    months = [add_months(first, number) for number in range(MONTHS)]
    after = add_months(first, MONTHS)
    counted: Counter[str] = Counter()
    for ends_on, number in found.items():
        counted[_when(ends_on, day, after)] += number
    names = ["Over already", *(f"{m:%B %Y}" for m in months), "Later", "No end date"]
    ahead = sum(counted[f"{m:%B %Y}"] for m in months)
    return Report(
        "Life spans of live channels ending by month",
        f"{ahead:,} life spans end from now until the end of {months[-1]:%B %Y}.",
        _counts(names, counted),
        ["Month", "Channels"],
    )


def _when(ends_on: datetime.date | None, day: datetime.date, after: datetime.date) -> str:
    if ends_on is None:
        return "No end date"
    if ends_on < day:
        return "Over already"
    return f"{ends_on:%B %Y}" if ends_on < after else "Later"


def decisions(day: datetime.date) -> Report:
    decided = Plan.objects.filter(
        state__in=[Plan.State.APPROVED, Plan.State.REJECTED],
        submitted_at__isnull=False,
        decided_at__gte=datetime.datetime.combine(
            add_months(day, -MONTHS), datetime.time.min, datetime.UTC
        ),
    )
    times = decided.order_by("-decided_at").values_list("submitted_at", "decided_at")[:MOST_PLANS]
    took = [(until - since).days for since, until in times if since and until]
    counted = Counter(_how_long(days) for days in took)
    return Report(
        "From a plan's submission to its decision",
        f"{len(took):,} plans were decided in the last {MONTHS} months.{_middle(took)}",
        _counts([*(name for name, _ in DAYS), LONGER], counted),
        ["Time", "Plans"],
    )


def _middle(took: list[int]) -> str:
    if not took:
        return ""
    days = median(took)
    half = f"took {days:g} days or less" if days else "were decided on the same day"
    return f" Half of them {half}."


def _how_long(days: int) -> str:
    return next((name for name, most in DAYS if days <= most), LONGER)


def _counts(names: Sequence[str], counted: Counter[str]) -> list[Row]:
    return [Row(name, [("keyholder-bar", counted[name])]) for name in names]


def mails() -> list[str]:
    """What is wrong with the mails, a sentence each; nothing where all is well."""
    standing = outbox.standing(now=timezone.now())
    found = [
        ("Too long on their way: {}. Is the sweep running, and the mail server?", standing.late),
        ("For people who have left, with nobody in their place: {}.", standing.nobody),
        ("Given up in the last month: {}. Are the addresses right?", standing.given_up),
    ]
    return [words.format(f"{number:,}") for words, number in found if number]


OWED: list[Callable[[User, datetime.date], Report]] = [late.by_kind, late.by_reach, late.by_team]
REPORTS: list[Callable[[datetime.date], Report]] = [estate, endings, decisions]


@readers
def index(request: PersonRequest) -> HttpResponse:
    owed = [make(request.user, today()) for make in OWED]
    reports = [*owed, *(make(today()) for make in REPORTS)]
    context = {
        "reports": reports,
        "mails": mails(),
        "stands_still": pulse.stands_still(today()),
    }
    return render(request, "desk/reports.jinja", context)

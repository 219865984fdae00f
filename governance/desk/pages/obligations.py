"""What is owed: filters, how it went lately, and all of it as CSV."""

from __future__ import annotations

import csv
import datetime
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse

from governance.models import Obligation
from governance.obligations import reading
from governance.obligations.climbing import People, joined
from governance.obligations.kinds import KINDS
from governance.register.cells import guarded
from governance.web.acting import BAD_REQUEST
from governance.web.days import today
from governance.web.doors import PersonRequest, signed_in
from governance.web.pictures import Row, bars
from ledger.days import add_months
from people.models import Team

A_PAGE = 50
MONTHS = 12
LATE, IN_TIME = "keyholder-state-suspended", "keyholder-bar"
HEAD = ["What", "Kind", "Team", "Owed by", "Since", "Due", "Times said"]


class Filters(forms.Form):
    mark_optional = False

    whose = forms.ChoiceField(
        label="Whose",
        choices=[("", "Mine now"), ("around", "All that I may see")],
        required=False,
    )
    kind = forms.ChoiceField(label="Kind", required=False)
    when = forms.ChoiceField(
        label="When",
        choices=[("", "Owed by now"), ("late", "Past its day"), ("coming", "Comes in 30 days")],
        required=False,
    )
    team = forms.ModelChoiceField(
        label="Team",
        queryset=Team.objects.all(),
        required=False,
        to_field_name="slug",
        empty_label="Any team",
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        kinds = [(each.name, each.label.capitalize()) for each in KINDS.values()]
        self.fields["kind"].choices = [("", "Any kind"), *kinds]  # type: ignore[attr-defined]

    def wanted(self, request: PersonRequest, day: datetime.date) -> Q:
        given = self.cleaned_data
        around = given.get("whose") == "around"
        found = (reading.seen if around else reading.reaching)(request.user)
        found &= Q(discharged_on=None) & WHEN[given.get("when") or ""](day)
        if given.get("kind"):
            found &= Q(kind=given["kind"])
        if given.get("team"):
            found &= Q(team=given["team"])
        return found


WHEN: dict[str, Callable[[datetime.date], Q]] = {
    "": lambda day: Q(since__lte=day),
    "late": lambda day: Q(since__lte=day, due_on__lt=day),
    "coming": lambda day: Q(since__gt=day, since__lte=day + datetime.timedelta(days=30)),
}


@signed_in
def obligations(request: PersonRequest) -> HttpResponse:
    day, filters = today(), Filters(request.GET)
    people = People(day)
    valid = filters.is_valid()
    found = Obligation.objects.filter(filters.wanted(request, day) if valid else Q(pk=None))
    page = Paginator(joined(found), A_PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "form": filters,
        "page": page,
        "rows": [_row(each, people) for each in page],
        "query": query.urlencode(),
        "trend": _trend(request, day),
        "csv": f"{reverse('obligations-csv')}?{query.urlencode()}".rstrip("?"),
    }
    status = 200 if valid else BAD_REQUEST
    return render(request, "desk/obligations.jinja", context, status=status)


def _row(row: Obligation, people: People) -> dict[str, Any]:
    kind = KINDS[row.kind]
    return {
        "says": kind.says(row),
        "href": kind.href(row),
        "kind": kind.label,
        "team": str(row.team or ""),
        "owed_by": ", ".join(map(str, people.owed_by(row))),
        "since": row.since,
        "due_on": row.due_on,
        "late": row.is_late(people.today),
        "what_if_not": kind.comes_of(row.stage),
    }


@dataclass(frozen=True)
class Trend:
    """What was open on this day of each of the last months: past its day, and in time."""

    rows: list[Row]

    @property
    def picture(self) -> str:
        return bars("What was owed month by month; the table says the same.", self.rows)

    @property
    def table(self) -> list[list[Any]]:
        return [[row.name, *(number for _, number in row.parts)] for row in self.rows]


def _trend(request: PersonRequest, day: datetime.date) -> Trend:
    """Of all that this person may see, in one question."""
    days = [add_months(day, -back) for back in range(MONTHS - 1, -1, -1)]
    asked = {}
    for place, at in enumerate(days):
        still = Q(discharged_on=None) | Q(discharged_on__gt=at)
        there = still & Q(since__lte=at, opened_on__lte=at)
        asked[f"late_{place}"] = Count("pk", filter=there & Q(due_on__lt=at))
        asked[f"in_time_{place}"] = Count("pk", filter=there & Q(due_on__gte=at))
    found = Obligation.objects.filter(reading.seen(request.user)).order_by().aggregate(**asked)
    return Trend(
        [
            Row(
                f"{at.day} {at:%b %Y}",
                [(LATE, found[f"late_{place}"]), (IN_TIME, found[f"in_time_{place}"])],
            )
            for place, at in enumerate(days)
        ]
    )


@signed_in
def as_csv(request: PersonRequest) -> StreamingHttpResponse:
    """The same rows, all of them."""
    day, filters = today(), Filters(request.GET)
    wanted = filters.wanted(request, day) if filters.is_valid() else Q(pk=None)
    rows = joined(Obligation.objects.filter(wanted)).iterator(500)
    answer = StreamingHttpResponse(_lines(rows, day), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="obligations.csv"'
    return answer


class _Echo:
    def write(self, line: str) -> str:
        return line


def _lines(rows: Iterable[Obligation], day: datetime.date) -> Iterator[str]:
    writer, people = csv.writer(_Echo()), People(day)
    yield writer.writerow(HEAD)
    for row in rows:
        shown = _row(row, people)
        cells = [shown["says"], shown["kind"], shown["team"], shown["owed_by"]]
        days = [row.since.isoformat(), row.due_on.isoformat(), str(row.rung)]
        yield writer.writerow([guarded(cell) for cell in cells] + days)

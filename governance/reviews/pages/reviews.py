"""The list of reviews: what is in hand, what must be put right, what comes, and when."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.paginator import Page, Paginator
from django.db.models import BooleanField, Case, QuerySet, Value, When
from django.http import HttpResponse
from django.shortcuts import render

from governance.models import Review
from governance.reviews.months import Month, by_month
from governance.reviews.schedule import overdue
from governance.web import pictures
from governance.web.acting import BAD_REQUEST
from governance.web.days import today
from governance.web.doors import PersonRequest, signed_in
from governance.who import seeing
from governance.who.seeing import sees_all
from ledger.days import add_months
from people.models import User

A_PAGE = 25
MONTHS_AHEAD = 6
IN_HAND = [Review.State.OPEN, Review.State.ANSWERED]


class Filters(forms.Form):
    mark_optional = False

    whose = forms.ChoiceField(
        label="Whose", choices=[("", "All reviews"), ("mine", "Mine and my team's")], required=False
    )
    kind = forms.ChoiceField(
        label="Kind", choices=[("", "Any kind"), *Review.Kind.choices], required=False
    )
    state = forms.ChoiceField(
        label="State",
        choices=[("", "In hand"), ("overdue", "Overdue"), *Review.State.choices],
        required=False,
    )

    def __init__(self, data: Any, by: User) -> None:
        super().__init__(data)
        self.by = by
        if not sees_all(by):
            del self.fields["whose"]

    def seen(self) -> QuerySet[Review]:
        """What they may see, of whom and of the kind they asked for, in every state."""
        mine = not sees_all(self.by) or self.cleaned_data["whose"] == "mine"
        found = (seeing.reviews_concerning if mine else seeing.reviews)(self.by)
        kind = self.cleaned_data["kind"]
        return found.filter(kind=kind) if kind else found

    def chosen(self, day: datetime.date) -> QuerySet[Review]:
        found, state = self.seen(), self.cleaned_data["state"]
        if state == "overdue":
            return found.filter(overdue(day))
        return found.filter(state__in=[state] if state else IN_HAND)


@dataclass(frozen=True)
class Shown:
    """What the list shows; empty where the filters could not be read."""

    page: Page[Review] | None = None
    findings: Any = ()
    coming: Any = ()
    months: tuple[Month, ...] = ()
    picture: str = ""


@signed_in
def index(request: PersonRequest) -> HttpResponse:
    day = today()
    filters = Filters(request.GET, request.user)
    valid = filters.is_valid()
    context = {
        "form": filters,
        "filtered": any(request.GET.get(name) for name in filters.fields),
        "shown": _shown(filters, day, request) if valid else Shown(),
        "today": day,
        "months_ahead": MONTHS_AHEAD,
        "query": _without_page(request),
    }
    return render(request, "reviews/index.jinja", context, status=200 if valid else BAD_REQUEST)


def _shown(filters: Filters, day: datetime.date, request: PersonRequest) -> Shown:
    page = Paginator(_overdue_first(filters.chosen(day), day), A_PAGE)
    seen = filters.seen()
    if filters.cleaned_data["state"]:
        return Shown(page.get_page(request.GET.get("page")))
    until = add_months(day, MONTHS_AHEAD)
    coming = seen.filter(state=Review.State.SCHEDULED, opens_on__lte=until).order_by("opens_on")
    months = by_month(seen, day)
    rows = [pictures.Row(each.name, [("keyholder-bar", each.total)]) for each in months]
    title = "Reviews due by month; the table says the same."
    return Shown(
        page=page.get_page(request.GET.get("page")),
        findings=seeing.findings_in(seen)[:A_PAGE],
        coming=coming[:A_PAGE],
        months=months,
        picture=pictures.bars(title, rows) if any(each.total for each in months) else "",
    )


def _overdue_first(found: QuerySet[Review], day: datetime.date) -> QuerySet[Review]:
    late = Case(
        When(overdue(day), then=Value(True)),
        default=Value(False),
        output_field=BooleanField(),
    )
    return found.annotate(late=late).order_by("-late", "due_on", "kind", "pk")


def _without_page(request: PersonRequest) -> str:
    query = request.GET.copy()
    query.pop("page", None)
    return query.urlencode()

"""The register: every channel, in every state, with what it can be narrowed down by."""

from __future__ import annotations

import datetime
import re
from typing import Any

import orjson
from django import forms
from django.db.models import Count, Exists, OuterRef, QuerySet
from django.http import HttpResponse
from django.shortcuts import render

from governance.inputs.fields import LineField
from governance.models import Channel, Listing, Platform, Published
from governance.pages.doors import PersonRequest, signed_in
from governance.pages.keyset import Window, window
from people.models import Team

PAGE = 50
BAD_REQUEST = 400
ADDRESS = re.compile(r"^(?:https?://)?(?:(?:www|m|mobile)\.)?|[?#].*$")
Named = list[tuple[Any, str, str]]


class Filters(forms.Form):
    """What is offered: only platforms and teams that have channels."""

    mark_optional = False

    q = LineField(label="Name, handle, address or team", required=False)
    state = forms.ChoiceField(
        label="State", choices=[("", "Any state"), *Channel.State.choices], required=False
    )
    platform = forms.ChoiceField(label="Platform", required=False)
    team = forms.ChoiceField(label="Team", required=False)
    mine = forms.BooleanField(label="Only channels of my teams", required=False)

    def __init__(self, data: Any, platforms: Named, teams: Named) -> None:
        super().__init__(data)
        self.ids: dict[str, dict[str, Any]] = {}
        for name, anyone, found in (
            ("platform", "Any platform", platforms),
            ("team", "Any team", teams),
        ):
            self.ids[name] = {slug: ident for ident, slug, _ in found}
            choices = [("", anyone), *((slug, label) for _, slug, label in found)]
            self.fields[name].choices = choices  # type: ignore[attr-defined]  # a ChoiceField

    def narrow(self, rows: QuerySet[Listing], user: Any) -> QuerySet[Listing]:
        given = self.cleaned_data
        if given["state"]:
            rows = rows.filter(state=given["state"])
        for name in ("platform", "team"):
            if slug := given[name]:
                # The id, not a join: joined, the index that is in order cannot be used.
                rows = rows.filter(**{f"{name}_id": self.ids[name][slug]})
        if given["mine"]:
            rows = rows.filter(team_id__in=user.team_ids)
        if given["q"]:
            rows = rows.filter(search__contains=needle(given["q"]))
        return rows


def needle(text: str) -> str:
    """What to look for: an address without what differs between its spellings, a handle bare."""
    bare = ADDRESS.sub("", text.strip().lower()) if "/" in text else text.strip().lower()
    return bare.removeprefix("@").rstrip("/")


def in_use(model: type[Platform] | type[Team], rows: QuerySet[Any]) -> Named:
    """Id, slug and name of the platforms or teams that the rows name."""
    names = {"platform" if model is Platform else "team": OuterRef("pk")}
    found = model._default_manager.filter(Exists(rows.filter(**names))).order_by("name")
    return list(found.values_list("pk", "slug", "name"))


@signed_in
def register(request: PersonRequest) -> HttpResponse:
    listings = Listing.objects.order_by()
    filters = Filters(request.GET, in_use(Platform, listings), in_use(Team, listings))
    page, status = Window([], "", ""), 200
    if filters.is_valid():
        page = window(filters.narrow(listings, request.user), request, PAGE)
    else:
        status = BAD_REQUEST
    counted = dict(listings.values_list("state").annotate(Count("pk")))
    context = {
        "form": filters,
        "filtered": any(request.GET.get(name) for name in filters.fields),
        "page": page,
        "channels": [document(row) for row in page.rows],
        "counts": [(state, label, counted.get(state, 0)) for state, label in Channel.State.choices],
        "labels": dict(Channel.State.choices),
        "query": _without_place(request),
    }
    return render(request, "channels/register.jinja", context, status=status)


def document(row: Listing | Published) -> dict[str, Any]:
    """What a row says of its channel, its days as days."""
    found: dict[str, Any] = orjson.loads(bytes(row.document))
    for name in ("approved_on", "live_since", "ends_on"):
        found[name] = datetime.date.fromisoformat(found[name]) if found[name] else None
    return found


def _without_place(request: PersonRequest) -> str:
    """The filters as a query, for an export of the same."""
    query = request.GET.copy()
    for name in ("after", "before", "mine"):
        query.pop(name, None)
    return query.urlencode()

"""The register: every channel, in every state, with what it can be narrowed down by."""

from __future__ import annotations

from django import forms
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from governance.models import Channel, Listing, Platform
from governance.published import lists
from governance.published.pages.lists import BAD_REQUEST, Narrow, in_use, read
from governance.register import owing
from governance.register.bringing import bring_in
from governance.web.days import today
from governance.web.doors import PersonRequest, signed_in
from governance.web.offering import may
from people.models import Team


class Filters(Narrow):
    """What is offered: only platforms and teams that have channels."""

    state = forms.ChoiceField(
        label="State", choices=[("", "Any state"), *Channel.State.choices], required=False
    )
    team = forms.ChoiceField(label="Team", required=False)
    owes = forms.ChoiceField(label="Owes", choices=owing.choices, required=False)
    late = forms.BooleanField(label="Only what is past its day", required=False)
    field_order = ["q", "state", "platform", "team", "owes", "late"]

    def __init__(self, request: PersonRequest) -> None:
        self.by, self.teams = request.user, in_use(Team, Listing)
        super().__init__(request.GET, platform=in_use(Platform, Listing), team=self.teams)

    @property
    def given(self) -> lists.Filters:
        named = {name: value or None for name, value in self.cleaned_data.items()}
        owes, late = named.pop("owes"), named.pop("late")
        if not (owes or late):
            return lists.Filters(**named)
        among = owing.channels(self.by, owes or "", today(), late=bool(late))
        return lists.Filters(**named, among=among)


@signed_in
def register(request: PersonRequest) -> HttpResponse:
    filters = Filters(request)
    page = read("register", filters, request)
    counted = dict(Listing.objects.order_by().values_list("state").annotate(Count("pk")))
    mine = request.user.team_ids
    context = {
        "form": filters,
        "filtered": filters.used,
        "page": page,
        "counts": [(state, label, counted.get(state, 0)) for state, label in Channel.State.choices],
        "labels": dict(Channel.State.choices),
        "mine": [(slug, name) for pk, slug, name in filters.teams if pk in mine],
        "here": reverse("channels"),
        "imports": may(bring_in, Channel(), request),
        "export": f"{reverse('channels-export')}?{filters.query}".rstrip("?"),
    }
    status = 200 if filters.is_valid() else BAD_REQUEST
    return render(request, "register/register.jinja", context, status=status)

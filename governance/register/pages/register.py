"""The register: every channel, in every state, with what it can be narrowed down by."""

from __future__ import annotations

from django import forms
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from governance.models import Channel, Listing, Platform
from governance.published.pages.lists import BAD_REQUEST, Narrow, in_use, read
from governance.register.bringing import bring_in
from governance.web.doors import PersonRequest, signed_in
from governance.web.offering import may
from people.models import Team


class Filters(Narrow):
    """What is offered: only platforms and teams that have channels."""

    state = forms.ChoiceField(
        label="State", choices=[("", "Any state"), *Channel.State.choices], required=False
    )
    team = forms.ChoiceField(label="Team", required=False)
    field_order = ["q", "state", "platform", "team"]


@signed_in
def register(request: PersonRequest) -> HttpResponse:
    teams = in_use(Team, Listing)
    filters = Filters(request.GET, platform=in_use(Platform, Listing), team=teams)
    page = read("register", filters, request)
    counted = dict(Listing.objects.order_by().values_list("state").annotate(Count("pk")))
    mine = request.user.team_ids
    context = {
        "form": filters,
        "filtered": filters.used,
        "page": page,
        "counts": [(state, label, counted.get(state, 0)) for state, label in Channel.State.choices],
        "labels": dict(Channel.State.choices),
        "mine": [(slug, name) for pk, slug, name in teams if pk in mine],
        "here": reverse("channels"),
        "imports": may(bring_in, Channel(), request),
        "export": f"{reverse('channels-export')}?{filters.query}".rstrip("?"),
    }
    status = 200 if filters.is_valid() else BAD_REQUEST
    return render(request, "register/register.jinja", context, status=status)

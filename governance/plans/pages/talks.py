"""Pages of a talk that nobody asked for: about a plan that is there, or before there is one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from governance.fields import LineField
from governance.models import Plan, Platform
from governance.plans import consultations, writing
from governance.plans.pages.consultations import RecordPage, talk
from governance.web.acting import Tried, attempt, given
from governance.web.days import today
from governance.web.doors import PersonRequest, officers, opens
from ledger.acts import clean
from ledger.refusals import InvalidError
from people.models import Team, User


class AboutAPlan(RecordPage):
    reference = LineField(
        label="Which plan?",
        help_text="Its reference, for example P-7KQ2MD. The team finds it on the plan's page.",
        max_length=20,
        error_messages={"required": "Enter the reference of the plan."},
    )
    field_order = ("reference",)


class ForATeam(RecordPage):
    team = forms.ModelChoiceField(
        queryset=Team.objects.all(),
        label="Which team did you talk with?",
        error_messages={"required": "Choose a team."},
    )
    author = LineField(
        label="Who will write the plan?",
        help_text="The e-mail address of a lead of that team.",
        max_length=254,
        error_messages={"required": "Enter the address of a lead of the team."},
    )
    name = LineField(
        label="What will the channel be called?",
        max_length=120,
        error_messages={"required": "Say what the channel will be called."},
    )
    platform = forms.ModelChoiceField(
        queryset=Platform.objects.filter(active=True),
        label="Where will it be?",
        error_messages={"required": "Choose a platform."},
    )
    field_order = ("team", "author", "name", "platform")


class Draft(forms.Form):
    """What a draft begins with, asked for on its own: the act asks what belongs to the talk."""

    team = ForATeam.base_fields["team"]
    author = ForATeam.base_fields["author"]
    name = ForATeam.base_fields["name"]
    platform = ForATeam.base_fields["platform"]


@opens(consultations.record, route="plan-talk", args=None)
@officers
def about(request: PersonRequest) -> HttpResponse:
    """Also of a draft that no officer has seen yet: whoever talked about it knows its reference."""
    form = AboutAPlan(_posted(request), initial={"held_on": today()})
    return _page(request, form, lambda: _about(form, request), "plans/talk.jinja")


@opens(writing.begin_for_team, route="plan-talk-begin", args=None)
@officers
def begin(request: PersonRequest) -> HttpResponse:
    form = ForATeam(_posted(request), initial={"held_on": today()})
    return _page(request, form, lambda: _begin(form, request), "plans/begin.jinja")


def _posted(request: PersonRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _page(request: PersonRequest, form: RecordPage, do: Any, template: str) -> HttpResponse:
    tried = Tried()
    if request.method == "POST":
        tried = attempt(do, form, Plan(), request)
        if tried.done:
            messages.success(request, "The talk is recorded. The team is told.")
            return redirect("plan", tried.found.pk)
    context = {"form": form, "refusals": tried.refusals}
    return render(request, template, context, status=tried.status)


def _about(form: AboutAPlan, request: PersonRequest) -> Plan:
    reference = str(given(form).get("reference", "")).strip()
    found = None if "\0" in reference else Plan.objects.filter(reference__iexact=reference).first()
    if found is None:
        raise InvalidError({"reference": ["No plan has this reference."]})
    consultations.record(found, by=request.user, today=today(), **talk(form))
    return found


def _begin(form: ForATeam, request: PersonRequest) -> Plan:
    sent = given(form)
    draft = clean(Draft, {name: sent.get(name, "") for name in Draft.base_fields})
    author = User.objects.filter(email__iexact=draft["author"], is_active=True).first()
    if author is None:
        said = "Nobody here has this address. Check it, or ask a steward to add the person."
        raise InvalidError({"author": [said]})
    facts = draft | {"author": author}
    return writing.start_for_team(by=request.user, today=today(), talk=talk(form), **facts)

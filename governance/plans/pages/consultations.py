"""Pages of a consultation: a team asks for it, an officer records what came of it."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

import addresses
from governance.fields import LineField
from governance.models import Channel, Plan, Platform
from governance.plans import consultations, guards
from governance.plans.inputs import AskConsultation, RecordConsultation
from governance.plans.pages.reading import find
from governance.web.acting import Tried, attempt, given
from governance.web.days import today
from governance.web.doors import PersonRequest, officers, opens, signed_in
from governance.web.offering import may
from governance.web.refusing import shown
from ledger.refusals import InvalidError


class RecordPage(RecordConsultation):
    """The register may hold thousands of channels, so the existing one is typed, not chosen."""

    existing_channel = LineField(  # type: ignore[assignment]  # a channel for the act, words here
        label="Which existing channel?",
        max_length=500,
        required=False,
        help_text="Only if they can use one: its address or its handle.",
    )

    def clean(self) -> dict[str, Any]:
        return self.cleaned_data  # the act asks what belongs together


@opens(consultations.ask, route="plan-consultation")
@signed_in
def ask(request: PersonRequest, pk: uuid.UUID) -> HttpResponse:
    plan = find(request, pk)
    form = AskConsultation(request.POST if request.method == "POST" else None)
    tried = Tried()
    if request.method == "POST":
        tried = attempt(lambda: _ask(plan, form, request), form, plan, request)
        if tried.done:
            messages.success(request, "You have asked for a consultation. An officer is told.")
            return redirect("plan", pk)
    held = list(plan.consultations.select_related("officer", "asked_by", "existing_channel"))
    context = {
        "plan": plan,
        "consultations": held,
        "waiting": any(each.recorded_at is None for each in held),
        "asks": _asks(plan, request),
        "records": may(consultations.record, plan, request),
        "form": form,
        "refusals": tried.refusals,
    }
    return render(request, "plans/consultation.jinja", context, status=tried.status)


def _asks(plan: Plan, request: PersonRequest) -> bool:
    """One that waits already is no reason not to show the page to those who could ask."""
    offer = consultations.ask.offer(plan, by=request.user, today=today())
    others = [each for each in offer.refusals if each.guard is not guards.none_is_open]
    return offer.permitted and not others


def _ask(plan: Plan, form: AskConsultation, request: PersonRequest) -> None:
    question = given(form).get("question", "")
    consultations.ask(plan, by=request.user, today=today(), question=question)


@opens(consultations.record, route="plan-consultation-record")
@officers
def record(request: PersonRequest, pk: uuid.UUID) -> HttpResponse:
    plan = find(request, pk)
    asked = plan.consultations.filter(recorded_at=None).select_related("asked_by").first()
    initial = {"held_on": today(), "asked": asked.pk if asked else ""}
    form = RecordPage(request.POST.copy() if request.method == "POST" else None, initial=initial)
    tried = Tried()
    if request.method == "POST":
        tried = attempt(lambda: _record(plan, form, request), form, plan, request)
        if tried.done:
            messages.success(request, "The consultation is recorded. The team is told.")
            return redirect("plan", pk)
    else:
        refusals = consultations.record.refusals(plan, by=request.user, today=today())
        tried = Tried(refusals=shown(refusals, plan, request))
    context = {"plan": plan, "asked": asked, "form": form, "refusals": tried.refusals}
    return render(request, "plans/record.jinja", context, status=tried.status)


def _record(plan: Plan, form: RecordPage, request: PersonRequest) -> None:
    """Sent again, it no longer answers the request that somebody else has answered."""
    sent = talk(form)
    form.data["asked"] = ""  # type: ignore[index]  # a copy of what was posted
    consultations.record(plan, by=request.user, today=today(), **sent)


def talk(form: RecordPage) -> dict[str, Any]:
    """What the page was told of a talk, as the acts take it."""
    names = RecordConsultation.base_fields
    sent = dict.fromkeys(names, "") | {
        name: value for name, value in given(form).items() if name in names
    }
    sent["existing_channel"] = existing(sent["existing_channel"].strip())
    return sent


def existing(text: str) -> str:
    """The id of the channel that an address, a handle or a name means; empty for nothing typed."""
    if not text:
        return ""
    known = Channel.objects.exclude(state=Channel.State.RETIRED)
    address = addresses.parse(text, [each.rules for each in Platform.objects.all()])
    found = list(known.filter(address_key=address.key)[:2]) if address else []
    for name in ("handle", "name") if "\0" not in text else ():
        wanted = [text, f"@{text.lstrip('@')}", text.lstrip("@")]
        for each in wanted:
            found = found or list(known.filter(**{f"{name}__iexact": each})[:2])
    if len(found) == 1:
        return str(found[0].pk)
    said = (
        "Several channels are called that. Give the address of the one you mean."
        if found
        else "No channel in the register has this address or handle."
    )
    raise InvalidError({"existing_channel": [said]})

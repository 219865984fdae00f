"""Pages of a consultation: a team asks for it, an officer records what came of it."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

import addresses
from governance.fields import LineField
from governance.models import Channel, Platform
from governance.plans import consultations
from governance.plans.consultations import Ask, Record, undecided
from governance.plans.pages.reading import asking, find
from governance.plans.pages.writing import may_write
from governance.web.doors import PersonRequest, officers, signed_in
from governance.web.steps import BAD_REQUEST, CONFLICT, add_errors, given, today
from ledger.refusals import InvalidError, RefusedError


class RecordPage(Record):
    """The register may hold thousands of channels, so the existing one is typed, not chosen."""

    existing_channel = LineField(  # type: ignore[assignment]  # a channel for the act, words here
        label="Which existing channel?",
        max_length=500,
        required=False,
        help_text="Only if they can use one: its address or its handle.",
    )

    def clean(self) -> dict[str, Any]:
        return self.cleaned_data  # the act asks what belongs together


@signed_in
def ask(request: PersonRequest, pk: uuid.UUID) -> HttpResponse:
    plan = find(request, pk)
    form = Ask(request.POST if request.method == "POST" else None)
    refused: list[str] = []
    status = 200
    if request.method == "POST":
        try:
            consultations.ask(plan, by=request.user, today=today(), **_question(form))
        except InvalidError as error:
            add_errors(form, error)
            status = BAD_REQUEST
        except RefusedError as refusal:
            refused, status = refusal.sentences, CONFLICT
        else:
            messages.success(request, "You have asked for a consultation. An officer is told.")
            return redirect("plan", pk)
    held = list(plan.consultations.select_related("officer", "asked_by", "existing_channel"))
    context = {
        "plan": plan,
        "consultations": held,
        "waiting": any(each.recorded_at is None for each in held),
        "asks": may_write(plan, request) and undecided.allows(plan, asking(request)),
        "form": form,
        "refusals": refused,
    }
    return render(request, "plans/consultation.jinja", context, status=status)


def _question(form: Ask) -> dict[str, str]:
    return {"question": given(form).get("question", "")}


@officers
def record(request: PersonRequest, pk: uuid.UUID) -> HttpResponse:
    plan = find(request, pk)
    form = RecordPage(
        request.POST if request.method == "POST" else None, initial={"held_on": today()}
    )
    refused: list[str] = []
    status = 200
    if request.method == "POST":
        sent = dict.fromkeys(form.fields, "") | given(form)
        try:
            sent["existing_channel"] = _existing(sent["existing_channel"].strip())
            consultations.record(plan, by=request.user, today=today(), **sent)
        except InvalidError as error:
            add_errors(form, error)
            status = BAD_REQUEST
        except RefusedError as refusal:
            refused, status = refusal.sentences, CONFLICT
        else:
            messages.success(request, "The consultation is recorded. The team is told.")
            return redirect("plan", pk)
    asked = plan.consultations.filter(recorded_at=None).select_related("asked_by").first()
    context = {"plan": plan, "asked": asked, "form": form, "refusals": refused}
    return render(request, "plans/record.jinja", context, status=status)


def _existing(text: str) -> str:
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

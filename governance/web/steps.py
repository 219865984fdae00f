"""The page of a step: its form, a second look where it is dangerous, and what refused it."""

import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from governance.web.doors import PersonRequest
from ledger import steps
from ledger.refusals import InvalidError, RefusedError
from ledger.steps import Offer, Stateful

CONFLICT = 409
BAD_REQUEST = 400


def today() -> datetime.date:
    """The organisation's day."""
    return timezone.localdate()


def offers(thing: Stateful, request: PersonRequest) -> list[Offer]:
    """Steps that this state knows, for a thing's page; permitted or with their sentences."""
    found = steps.offers(thing, by=request.user, today=today())
    return [offer for offer in found if offer.in_state]


def step_page(
    request: PersonRequest,
    thing: Stateful,
    name: str,
    *,
    back: str,
    done: str,
    advice: str = "",
) -> HttpResponse:
    """GET shows the form, POST takes the step. `back` and `done` are addresses."""
    step = steps.table(type(thing)).get(name)
    if step is None:
        raise Http404
    form_class = step.form or forms.Form
    form = form_class(request.POST if request.method == "POST" else None)
    context = {"thing": thing, "step": step, "form": form, "back": back, "advice": advice}
    if request.method != "POST":
        offer = next(
            each
            for each in steps.offers(thing, by=request.user, today=today())
            if each.step.name == name
        )
        return _show(request, context, offer.refusals)
    try:
        steps.take(thing, name, by=request.user, today=today(), inputs=given(form))
    except InvalidError as error:
        add_errors(form, error)
        return _show(request, context, [], status=BAD_REQUEST)
    except RefusedError as refusal:
        return _show(request, context, refusal.sentences, status=CONFLICT)
    messages.success(request, f"{step.label}: done.")
    return redirect(done)


def given(form: forms.Form) -> dict[str, Any]:
    """What the page's form was sent, by field, as an act takes it."""
    sent = {}
    for name, field in form.fields.items():
        value = field.widget.value_from_datadict(form.data, form.files, form.add_prefix(name))
        if value is not None:
            sent[name] = value
    return sent


def add_errors(form: forms.Form, error: InvalidError) -> None:
    """Show on the form what the act found wrong, each sentence once."""
    form.is_valid()
    for name, sentences in error.errors.items():
        known = {str(each) for each in form.errors.get(name, [])}
        for sentence in sentences:
            if sentence not in known:
                form.add_error(name if name in form.fields else None, sentence)


def _show(
    request: HttpRequest, context: dict[str, Any], refusals: list[str], status: int = 200
) -> HttpResponse:
    context["refusals"] = refusals
    return render(request, "steps/step.jinja", context, status=status)

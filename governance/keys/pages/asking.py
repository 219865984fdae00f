"""The page before an opening: a reason, and a door: at once, or with a second person."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from governance import hours
from governance.access import custody
from governance.access.reach import who_can_act
from governance.keys import inputs
from governance.keys.owed import account_page
from governance.keys.pages.at_once import at_once
from governance.keys.pages.keys import (
    find,
    place,
    second_person,
    wished,
)
from governance.web.acting import BAD_REQUEST, CONFLICT, add_errors
from governance.web.days import today
from governance.web.doors import PersonRequest, opens, signed_in
from governance.web.offering import may
from ledger.refusals import InvalidError, RefusedError
from people import afresh, sign_in
from vault import freshness, grants, keytests, requests
from vault.limits import NeedsAnotherError
from vault.models import Custodian, Grant

KEPT_REASON = "reason_for_opening"
ASK_SOMEBODY = "ask_somebody"


@opens(requests.ask, route="channel-keys-ask", args=place)
@never_cache
@signed_in
def ask(request: PersonRequest, pk: uuid.UUID) -> HttpResponse:
    """A reason; then a fresh sign-in where the keys open at once, or somebody else's approval.

    Where they open at once, somebody else can still be asked.
    """
    channel = find(request, pk)
    custodian = custody.custodian_of(channel)
    if custodian is None or custody.held(custodian) is None:
        messages.error(request, "No keys are held for this channel.")
        return redirect("channel-keys", pk)
    in_hours = hours.in_hours(timezone.now())
    door = at_once(request, custodian)
    asks_somebody = not door.open or request.POST.get("how") == ASK_SOMEBODY
    kept = request.session.get(KEPT_REASON, {})
    posted = request.method == "POST"
    tests = may(keytests.record, custodian, request)
    form_class = inputs.AskAsOfficer if tests else inputs.Ask
    form = form_class(
        request.POST if posted else None, initial=kept.get(str(pk), {"purpose": "act"})
    )
    context = {
        "channel": channel,
        "form": form,
        "at_once": door.open,
        "in_hours": in_hours,
        "new_until": door.new_until,
        "barred": door.barred,
        "owed_account": account_page(request.user, today()),
        "ask_somebody": ASK_SOMEBODY,
        "own": _own(request, custodian),
        "refusals": [],
        "may_ask": may(requests.ask, wished(request, custodian), request),
        **second_person(request, custodian),
        **who_can_act(channel),
    }
    if not posted or not form.is_valid():
        status = BAD_REQUEST if posted else 200
        return render(request, "keys/ask.jinja", context, status=status)
    glass = None if asks_somebody else _glass(request)
    if glass is None and not asks_somebody:
        request.session[KEPT_REASON] = {str(pk): form.cleaned_data}
        return sign_in_again(request, reverse("channel-keys-ask", args=[pk]))
    who: dict[str, Any] = {"in_hours": in_hours, "by": request.user, "today": today()}
    wish = _wish(form.cleaned_data)
    try:
        if glass is None:
            grant = grants.request(custodian, wish, **who)
        else:
            grant = grants.immediate(custodian, wish, glass, **who)
    except InvalidError as error:
        add_errors(form, error)
        return render(request, "keys/ask.jinja", context, status=BAD_REQUEST)
    except RefusedError as refusal:
        context["refusals"] = refusal.sentences
        needs_another = isinstance(refusal, NeedsAnotherError)
        context["at_once"] = door.open and (asks_somebody or not needs_another)
        return render(request, "keys/ask.jinja", context, status=CONFLICT)
    request.session.pop(KEPT_REASON, None)
    return redirect("opening", pk, grant.pk)


def _own(request: PersonRequest, custodian: Custodian) -> Grant | None:
    """What this person has open already: it waits, or it can be used."""
    return custodian.grants.filter(person=request.user, state__in=requests.OPEN).first()


def _wish(given: dict[str, Any]) -> grants.Wish:
    """What the form asked for; only an officer's form has a purpose."""
    purpose = given.get("purpose")
    return grants.Wish(
        reason=given["reason"],
        what=Grant.What.SEED if purpose == "seed" else Grant.What.KEYS,
        purpose=Grant.Purpose.TEST if purpose == "test" else Grant.Purpose.ACT,
    )


def _glass(request: PersonRequest) -> grants.AtOnce | None:
    """What opening at once needs besides; None where the last sign-in is too long ago."""
    signed_in_at = sign_in.signed_in_at(request)
    if signed_in_at is None or not fresh(request, freshness.FRESH):
        return None
    account_by = hours.next_working_day(today())
    return grants.AtOnce(signed_in_at=signed_in_at, account_by=account_by)


def fresh(request: PersonRequest, within: Any) -> bool:
    return sign_in.is_fresh(request, now=timezone.now(), within=within)


def sign_in_again(request: PersonRequest, after: str) -> HttpResponse:
    return afresh.asked_for(after)

"""The pages of opening keys: a reason, a fresh sign-in, one field at a time, an account of it."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from governance import hours
from governance.access import custody
from governance.keys import inputs
from governance.keys.pages.changing import kept_by_nobody, unavailable
from governance.keys.pages.keys import find, place, runbook, sees_all, who_can_act, wished
from governance.keys.reading import proposed_fields
from governance.models import Channel
from governance.web.acting import BAD_REQUEST, CONFLICT, act_page, add_errors, step_page
from governance.web.days import today
from governance.web.doors import PersonRequest, opens, signed_in
from governance.web.offering import by_verb, may
from ledger.refusals import InvalidError, RefusedError
from ledger.steps import Step
from people import sign_in
from vault import charging, fields, freshness, grants, keytests, permissions, requests, reveals
from vault.freshness import SIGN_IN_AGAIN
from vault.inputs import Account
from vault.masterkeys import KeysUnusable
from vault.models import Grant, Policy, Version
from vault.secret import expose_text

KEPT_REASON = "reason_for_opening"


@opens(requests.ask, route="channel-keys-ask", args=place)
@never_cache
@signed_in
def ask(request: PersonRequest, pk: uuid.UUID) -> HttpResponse:
    """A reason; then, out of hours, a fresh sign-in; in hours, somebody else's approval."""
    channel = find(request, pk)
    custodian = custody.custodian_of(channel)
    if custodian is None or custody.held(custodian) is None:
        messages.error(request, "No keys are held for this channel.")
        return redirect("channel-keys", pk)
    in_hours = hours.in_hours(timezone.now())
    new_until = permissions.too_new_until(custodian, request.user, now=timezone.now())
    at_once = custodian.policy(in_hours=in_hours) == Policy.IMMEDIATE and new_until is None
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
        "at_once": at_once,
        "in_hours": in_hours,
        "new_until": new_until,
        "refusals": [],
        "may_ask": may(requests.ask, wished(request, custodian), request),
        **who_can_act(channel),
    }
    if not posted or not form.is_valid():
        status = BAD_REQUEST if posted else 200
        return render(request, "keys/ask.jinja", context, status=status)
    glass = _glass(request) if at_once else None
    if at_once and glass is None:
        request.session[KEPT_REASON] = {str(pk): form.cleaned_data}
        return _sign_in_again(request, reverse("channel-keys-ask", args=[pk]))
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
        return render(request, "keys/ask.jinja", context, status=CONFLICT)
    request.session.pop(KEPT_REASON, None)
    return redirect("opening", pk, grant.pk)


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
    if signed_in_at is None or not _fresh(request, freshness.FRESH):
        return None
    account_by = hours.next_working_day(today())
    return grants.AtOnce(signed_in_at=signed_in_at, account_by=account_by)


def _fresh(request: PersonRequest, within: Any) -> bool:
    return sign_in.is_fresh(request, now=timezone.now(), within=within)


def _sign_in_again(request: PersonRequest, after: str) -> HttpResponse:
    if not request.user.has_usable_password():
        messages.error(request, "Set a password of your own here before you open keys.")
        return redirect("account_set_password")
    return redirect(f"{reverse('account_reauthenticate')}?{urlencode({'next': after})}")


def _find(request: PersonRequest, pk: uuid.UUID, grant_id: uuid.UUID) -> tuple[Channel, Grant]:
    """Their own opening, or one that they decide, or of a channel that they answer for."""
    channel = find(request, pk)
    seen = Grant.objects.select_related("person", "custodian", "decided_by")
    grant = get_object_or_404(seen, pk=grant_id, custodian=custody.custodian_of(channel))
    if grant.person_id != request.user.pk and not sees_all(request, channel):
        raise Http404
    return channel, grant


@never_cache
@signed_in
def opening(request: PersonRequest, pk: uuid.UUID, grant_id: uuid.UUID) -> HttpResponse:
    channel, grant = _find(request, pk, grant_id)
    return _show(request, channel, grant)


def _show(
    request: PersonRequest, channel: Channel, grant: Grant, status: int = 200, **context: Any
) -> HttpResponse:
    custodian = custody.custodian_of(channel)
    mine = grant.person_id == request.user.pk
    active = grant.state == Grant.State.ACTIVE and bool(
        grant.ends_at and grant.ends_at > timezone.now()
    )
    shown = {
        "channel": channel,
        "grant": grant,
        "mine": mine,
        "may": by_verb(grant, request),
        "accounts": _accounts(grant).offer(grant, by=request.user, today=today()).allowed,
        "waits": mine and grant.state == Grant.State.REQUESTED,
        "active": active,
        "names": _names(custody.held(custodian), grant) if mine and active else (),
        "labels": fields.LABELS,
        "uses": grant.uses.order_by("at"),
        "proposed": proposed_fields(custodian) if mine and active else (),
        "shown": None,
        "refusals": [],
        **(runbook(request, channel) if mine and active else {}),
        **context,
    }
    return render(request, "keys/opening.jinja", shown, status=status)


def _names(held: custody.Held | None, grant: Grant) -> tuple[str, ...]:
    """The fields that this opening shows: the seed has openings of its own."""
    if grant.what == Grant.What.SEED:
        return (fields.TOTP_SEED,)
    return held.fields if held else ()


@opens(charging.charge, route="opening-show", args=None)
@never_cache
@require_POST
@signed_in
def show(request: PersonRequest, pk: uuid.UUID, grant_id: uuid.UUID) -> HttpResponse:
    """One field, in the answer to this POST and nowhere else."""
    channel, grant = _find(request, pk, grant_id)
    signed_in_at = sign_in.signed_in_at(request)
    back = reverse("opening", args=[pk, grant_id])
    if signed_in_at is None or not _fresh(request, freshness.FRESH_FOR_FURTHER_FIELDS):
        return _sign_in_again(request, back)
    name = request.POST.get("field", "")
    standing = Version.Standing.PROPOSED if "proposed" in request.POST else None
    extra = {"standing": standing} if standing else {}
    try:
        found = reveals.reveal(
            grant, name, by=request.user, today=today(), signed_in_at=signed_in_at, **extra
        )
    except RefusedError as refusal:
        if SIGN_IN_AGAIN in refusal.sentences:
            return _sign_in_again(request, back)
        return _show(request, channel, grant, status=CONFLICT, refusals=refusal.sentences)
    except KeysUnusable:
        return unavailable(request, channel)
    revealed = {
        "name": found.field,
        "label": fields.LABELS[fields.name_of(found.field)],
        "value": expose_text(found.value),
        "seconds": found.seconds,
        "codes_left": found.codes_left,
    }
    return kept_by_nobody(_show(request, channel, grant, shown=revealed))


DECIDED_HERE = (grants.approve, grants.refuse, grants.end, grants.give_account)


@opens(*DECIDED_HERE, route="opening-step", args=None)
@signed_in
def step(request: PersonRequest, pk: uuid.UUID, grant_id: uuid.UUID, name: str) -> HttpResponse:
    """Approve or refuse somebody's request, end an opening, account for it."""
    _, grant = _find(request, pk, grant_id)
    back = reverse("opening", args=[pk, grant_id])
    if name == grants.give_account.verb and _accounts(grant) is grants.end:
        return _account_at_once(request, grant, back)
    if name not in {each.verb for each in DECIDED_HERE}:
        return redirect(back)
    return step_page(request, grant, name, back=back, done=back)


def _accounts(grant: Grant) -> Step[Grant]:
    """The step that accounting for it begins with: what was opened at once ends by it."""
    active = grant.state == Grant.State.ACTIVE and grant.policy == Policy.IMMEDIATE
    return grants.end if active else grants.give_account


def _account_at_once(request: PersonRequest, grant: Grant, back: str) -> HttpResponse:
    """An opening that is still active ends with its account, so looking at the form ends nothing.

    Whether it can be accounted for now is whether it can be ended.
    """

    def do(answers: dict[str, Any]) -> None:
        account = answers.get("account", "")
        grants.account(grant, by=request.user, today=today(), account=account)

    form = Account(request.POST if request.method == "POST" else None)
    title = grants.give_account.label
    return act_page(request, grants.end, grant, back=back, done=back, do=do, form=form, title=title)

"""The pages of an opening: its decision, one field at a time, an account of it."""

from __future__ import annotations

import uuid
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from governance.access import custody
from governance.keys.pages.asking import fresh, sign_in_again
from governance.keys.pages.at_once import at_once
from governance.keys.pages.changing import kept_by_nobody, unavailable
from governance.keys.pages.keys import (
    find,
    runbook,
    second_person,
    sees_all,
)
from governance.keys.reading import proposed_fields
from governance.models import Channel
from governance.web.acting import CONFLICT, act_page, step_page
from governance.web.days import today
from governance.web.doors import PersonRequest, opens, repeats, signed_in
from governance.web.offering import by_verb
from ledger.refusals import RefusedError
from ledger.steps import Step
from people import sign_in
from vault import charging, fields, freshness, grants, reveals
from vault.freshness import SIGN_IN_AGAIN
from vault.inputs import Account
from vault.masterkeys import KeysUnusable
from vault.models import Grant, Policy, Version
from vault.secret import expose_text


def _find(request: PersonRequest, pk: uuid.UUID, grant_id: uuid.UUID) -> tuple[Channel, Grant]:
    """Their own opening, or one that they decide or are told of, or of their channel.

    Where the channel is acted on in another way by now, it is still accounted for here.
    """
    channel = find(request, pk)
    custodian = custody.custodian_of(channel)
    here = Q(custodian=custodian) | Q(custodian__path=reverse("channel-keys", args=[pk]))
    seen = Grant.objects.select_related("person", "custodian", "decided_by")
    grant = get_object_or_404(seen.filter(here), pk=grant_id)
    mine = grant.person_id == request.user.pk
    told = grant.custodian.responsible.filter(pk=request.user.pk)
    answers = grant.custodian == custodian and sees_all(request, channel)
    if not (mine or answers or told.exists()):
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
    custodian = grant.custodian
    mine = grant.person_id == request.user.pk
    waits = mine and grant.state == Grant.State.REQUESTED
    active = grant.state == Grant.State.ACTIVE and bool(
        grant.ends_at and grant.ends_at > timezone.now()
    )
    shown = {
        "channel": channel,
        "grant": grant,
        "mine": mine,
        "may": by_verb(grant, request),
        "accounts": _accounts(grant).offer(grant, by=request.user, today=today()).allowed,
        "waits": waits,
        "at_once": waits and _opens_at_once_now(request, grant),
        "active": active,
        "names": _names(custody.held(custodian), grant) if mine and active else (),
        "labels": fields.LABELS,
        "uses": grant.uses.order_by("at"),
        "proposed": proposed_fields(custodian) if mine and active else (),
        "shown": None,
        "refusals": [],
        **(runbook(request, channel) if mine and active else {}),
        **(second_person(request, grant.custodian) if waits else {}),
        **context,
    }
    return render(request, "keys/opening.jinja", shown, status=status)


def _opens_at_once_now(request: PersonRequest, grant: Grant) -> bool:
    """Whether its keys have another door by now, which waits for nobody."""
    return grant.what == Grant.What.KEYS and at_once(request, grant.custodian).open


def _names(held: custody.Held | None, grant: Grant) -> tuple[str, ...]:
    """The fields that this opening shows: the seed has openings of its own."""
    if grant.what == Grant.What.SEED:
        return (fields.TOTP_SEED,)
    return held.fields if held else ()


@opens(charging.charge, route="opening-show", args=None)
@repeats
@never_cache
@require_POST
@signed_in
def show(request: PersonRequest, pk: uuid.UUID, grant_id: uuid.UUID) -> HttpResponse:
    """One field, in the answer to this POST and nowhere else."""
    channel, grant = _find(request, pk, grant_id)
    signed_in_at = sign_in.signed_in_at(request)
    back = reverse("opening", args=[pk, grant_id])
    if signed_in_at is None or not fresh(request, freshness.FRESH_FOR_FURTHER_FIELDS):
        return sign_in_again(request, back)
    name = request.POST.get("field", "")
    standing = Version.Standing.PROPOSED if "proposed" in request.POST else None
    extra = {"standing": standing} if standing else {}
    try:
        found = reveals.reveal(
            grant, name, by=request.user, today=today(), signed_in_at=signed_in_at, **extra
        )
    except RefusedError as refusal:
        if SIGN_IN_AGAIN in refusal.sentences:
            return sign_in_again(request, back)
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


DECIDED_HERE = (
    grants.approve,
    grants.refuse,
    grants.withdraw,
    grants.end,
    grants.give_account,
)


@opens(*DECIDED_HERE, route="opening-step", args=None)
@signed_in
def step(request: PersonRequest, pk: uuid.UUID, grant_id: uuid.UUID, name: str) -> HttpResponse:
    """Approve or refuse somebody's request, withdraw one's own, end an opening, account for it."""
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
    return act_page(request, grants.end, grant, back=back, do=do, form=form, title=title)

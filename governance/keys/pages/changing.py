"""The pages of depositing keys, testing them, and putting new ones in place."""

from __future__ import annotations

import uuid
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from governance.access import custody
from governance.keys import acts as keys
from governance.keys import inputs
from governance.keys.pages.keys import find, place, runbook
from governance.keys.reading import password_rules, proposed_fields
from governance.models import Channel
from governance.web.acting import BAD_REQUEST, CONFLICT, act_page, add_errors, press, step_page
from governance.web.days import today
from governance.web.doors import PersonRequest, opens, signed_in
from ledger.refusals import InvalidError, RefusedError
from vault import deposits, keytests, rotations, rotationsteps, undone
from vault.generator import generate
from vault.inputs import Done
from vault.masterkeys import KeysUnusable
from vault.models import Rotation
from vault.secret import Secret, expose_text

UNAVAILABLE = 503


@opens(
    deposits.keep_first,
    rotations.keep_beside,
    rotationsteps.proposed,
    route="channel-keys-deposit",
    args=place,
    verb=False,
)
@never_cache
@sensitive_post_parameters()
@signed_in
def deposit(request: PersonRequest, pk: uuid.UUID) -> HttpResponse:
    """Keys for the first time, or new ones beside those that are held."""
    channel = find(request, pk)
    custodian = custody.custodian_of(channel)
    held, proposed = custody.held(custodian), proposed_fields(custodian)
    form_class = inputs.NewKeys if held and not proposed else inputs.Keys
    posted = request.method == "POST"
    form = form_class(request.POST if posted else None)
    context = {"channel": channel, "form": form, "held": held, "refusals": []}
    context["proposed"] = bool(proposed)
    if not posted or not form.is_valid():
        status = BAD_REQUEST if posted else 200
        return render(request, "keys/deposit.jinja", context, status=status)
    given = inputs.secrets_of(form.cleaned_data)
    made = _make_password(channel, form.cleaned_data, given)
    try:
        _, rotation = keys.deposit(channel, given, by=request.user, today=today())
    except InvalidError as error:
        add_errors(form, error)
        return render(request, "keys/deposit.jinja", context, status=BAD_REQUEST)
    except RefusedError as refusal:
        context["refusals"] = refusal.sentences
        return render(request, "keys/deposit.jinja", context, status=CONFLICT)
    except KeysUnusable:
        return unavailable(request, channel)
    if rotation is not None and made is not None:
        return _offer(request, channel, made)
    messages.success(request, "The keys are deposited." if rotation is None else "Proposed.")
    return redirect("channel-keys", pk)


def _make_password(
    channel: Channel, wanted: dict[str, Any], given: dict[str, Secret]
) -> Secret | None:
    if not wanted.get("make") or "password" in given:
        return None
    given["password"] = made = generate(password_rules(channel))
    return made


def _offer(request: PersonRequest, channel: Channel, made: Secret) -> HttpResponse:
    """The password that was just made, shown once, to be set on the platform now."""
    context = {"channel": channel, "value": expose_text(made)}
    response = render(request, "keys/proposed.jinja", context)
    return kept_by_nobody(response)


def kept_by_nobody(response: HttpResponse) -> HttpResponse:
    """An answer with a secret in it: no cache keeps it, no other page hears where it came from."""
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response


def unavailable(request: PersonRequest, channel: Channel) -> HttpResponse:
    context = {"channel": channel, **runbook(request, channel)}
    return render(request, "keys/unavailable.jinja", context, status=UNAVAILABLE)


@opens(keytests.record, route="channel-keys-test", args=None)
@require_POST
@signed_in
def test(request: PersonRequest, pk: uuid.UUID) -> HttpResponse:
    """An officer's word that the keys still work."""
    channel = find(request, pk)
    custodian = custody.custodian_of(channel)
    if custodian is None:
        messages.error(request, "No keys are held yet.")
        return redirect("channel-keys", pk)
    do = partial(keytests.record, custodian, by=request.user, today=today())
    press(do, "Recorded: the keys work.", request)
    return redirect("channel-keys", pk)


@opens(undone.tick_off, route="channel-keys-undone", args=None)
@signed_in
def tick_off(request: PersonRequest, pk: uuid.UUID, rotation_id: uuid.UUID) -> HttpResponse:
    """What was answered with no when new keys were confirmed, and is done now."""
    custodian = custody.custodian_of(find(request, pk))
    rotation = get_object_or_404(Rotation, pk=rotation_id, custodian=custodian)
    form = Done(request.POST if request.method == "POST" else None)
    left = undone.of(rotation)
    form.fields["what"].choices = list(left.items())  # type: ignore[attr-defined]  # it has choices
    back = reverse("channel-keys", args=[pk])
    done = reverse("channel-keys-undone", args=[pk, rotation_id]) if len(left) > 1 else back
    return act_page(request, undone.tick_off, rotation, back=back, done=done, form=form)


@opens(rotations.confirm, rotations.abandon, route="channel-keys-rotation", args=place)
@signed_in
def rotation_step(request: PersonRequest, pk: uuid.UUID, name: str) -> HttpResponse:
    """Confirm that the new keys are set on the platform, or abandon them."""
    channel = find(request, pk)
    rotation = custody.rotation_of(custody.custodian_of(channel))
    back = reverse("channel-keys", args=[pk])
    if rotation is None or name not in {"confirm", "abandon"}:
        messages.error(request, "No new keys are proposed.")
        return redirect(back)
    return step_page(request, rotation, name, back=back, done=back)


@opens(keys.rotation_wanted, route="channel-keys-due")
@signed_in
def compromised(request: PersonRequest, pk: uuid.UUID) -> HttpResponse:
    """Say that new keys are due, for a reason that somebody can state."""
    here = reverse("channel-keys", args=[pk])
    return act_page(request, keys.rotation_wanted, find(request, pk), back=here, done=here)

"""The page of how a channel's keys are opened, in hours and out of hours; loosening takes two."""

from __future__ import annotations

import uuid
from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from governance import hours
from governance.access import custody
from governance.keys.pages.keys import find, place
from governance.models import Channel
from governance.web.acting import act_page, press
from governance.web.days import today
from governance.web.doors import PersonRequest, opens, signed_in
from governance.web.offering import offer
from vault import grantpolicies
from vault.models import Custodian, PolicyChange

WAITS = "This makes opening easier, so it waits until somebody else agrees. Nothing changed yet."
REPLACED = "What you looked at does not wait any more, or something else does. Look again."
CHANGED = "How the keys are opened is changed. It counts from now on."


def _custodian(channel: Channel) -> Custodian:
    found = custody.custodian_of(channel)
    if found is None:
        raise Http404("No keys are held for this channel.")
    return found


@never_cache
@signed_in
def policy(request: PersonRequest, pk: uuid.UUID) -> HttpResponse:
    """What holds now, what waits for a second person, and who may change it."""
    channel = find(request, pk)
    custodian = _custodian(channel)
    waiting = PolicyChange.objects.filter(custodian=custodian).select_related("asked_by").first()
    context = {
        "channel": channel,
        "custodian": custodian,
        "in_hours": hours.in_hours(timezone.now()),
        "waiting": waiting,
        "change": offer(grantpolicies.change, custodian, request),
        "agree": offer(grantpolicies.agree, waiting, request) if waiting else None,
    }
    return render(request, "keys/policy.jinja", context)


@opens(grantpolicies.change, route="channel-keys-policy-change", args=place)
@signed_in
def change(request: PersonRequest, pk: uuid.UUID) -> HttpResponse:
    channel = find(request, pk)
    custodian, here = _custodian(channel), reverse("channel-keys-policy", args=[pk])
    return act_page(
        request,
        grantpolicies.change,
        custodian,
        back=here,
        about=channel,
        initial={"in_hours": custodian.in_hours, "out_of_hours": custodian.out_of_hours},
        advice="What makes opening harder counts at once. What makes it easier waits until "
        "somebody else agrees.",
        said=lambda waiting: WAITS if waiting else CHANGED,
    )


@opens(grantpolicies.agree, route="channel-keys-policy-agree", args=None)
@require_POST
@signed_in
def agree(request: PersonRequest, pk: uuid.UUID) -> HttpResponse:
    """The second person's word on what they were shown, and on nothing that took its place."""
    custodian = _custodian(find(request, pk))
    shown = _shown(request)
    waiting = PolicyChange.objects.filter(custodian=custodian, pk=shown).first() if shown else None
    if waiting is None:
        messages.error(request, REPLACED)
        return redirect("channel-keys-policy", pk)
    do = partial(grantpolicies.agree, waiting, by=request.user, today=today())
    press(do, "You have agreed. Everybody responsible is told.", request)
    return redirect("channel-keys-policy", pk)


def _shown(request: PersonRequest) -> uuid.UUID | None:
    try:
        return uuid.UUID(request.POST.get("waiting", ""))
    except ValueError:
        return None

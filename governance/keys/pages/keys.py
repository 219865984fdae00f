"""The page of a channel's keys: what is held, who can act, what waits; never a key."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from governance import hours
from governance.access import acts as access
from governance.access import custody
from governance.channels import acts as channels
from governance.models import Channel, Rules
from governance.web.doors import PersonRequest, signed_in
from governance.web.steps import today
from governance.who import keys as key_permissions
from ledger.questions import Asked
from people import duties
from vault.fields import LABELS
from vault.models import Grant

RECENT = 10


def find(request: HttpRequest, pk: uuid.UUID) -> Channel:
    seen = channels.visible_to(request.user).select_related("custodian")  # type: ignore[arg-type]  # doors let in people only
    return get_object_or_404(seen, pk=pk)


def may(request: PersonRequest, channel: Channel) -> dict[str, bool]:
    """What this person may do with the keys; the acts ask the same again."""
    asked = Asked(by=request.user, today=today(), at=timezone.now())
    deposits = key_permissions.may_deposit_for.permits(custody.keyed(channel), asked)
    custodian = custody.custodian_of(channel)
    if custodian is None:
        return {"deposit": deposits, "ask": False, "test": False, "decide": False}
    return {
        "deposit": deposits,
        "ask": key_permissions.may_ask.permits(custodian, asked),
        "test": key_permissions.may_test.permits(custodian, asked),
        "decide": key_permissions.may_approve.permits(custodian, asked),
    }


@never_cache
@signed_in
def keys(request: PersonRequest, pk: uuid.UUID) -> HttpResponse:
    channel = find(request, pk)
    custodian = custody.custodian_of(channel)
    context = {
        "channel": channel,
        "keyed": custody.keyed(channel),
        "standing": access.standing(channel),
        "held": custody.held(custodian),
        "labels": LABELS,
        "rotation": custody.rotation_of(custodian),
        "may": may(request, channel),
        **_openings(request, channel),
        **who_can_act(channel),
    }
    return render(request, "keys/keys.jinja", context)


def _openings(request: PersonRequest, channel: Channel) -> dict[str, Any]:
    """Openings of one's own for everybody; all of them for those who decide."""
    found = Grant.objects.none()
    allowed = may(request, channel)
    custodian = custody.custodian_of(channel)
    if custodian is not None:
        found = custodian.grants.select_related("person", "decided_by")
        if not (allowed["decide"] or _answers_for(request, channel)):
            found = found.filter(person=request.user)
    open_ones = [Grant.State.REQUESTED, Grant.State.ACTIVE]
    return {
        "open": found.filter(state__in=open_ones),
        "past": found.exclude(state__in=open_ones)[:RECENT],
        "in_hours": hours.in_hours(timezone.now()),
    }


def _answers_for(request: PersonRequest, channel: Channel) -> bool:
    asked = Asked(by=request.user, today=today(), at=timezone.now())
    return key_permissions.may_deposit_for.permits(custody.keyed(channel), asked)


def who_can_act(channel: Channel) -> dict[str, Any]:
    """Everybody and everything that can act now, with how to reach them, and whom to ring."""
    on_duty = duties.current(timezone.now()).select_related("user")
    return {
        "holders": access.current(channel),
        "administrators": channel.administrators.filter(is_active=True),
        "on_duty": [duty.user for duty in on_duty],
        "rules": Rules.current(),
    }

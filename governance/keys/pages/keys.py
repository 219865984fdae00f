"""The page of a channel's keys: what is held, who can act, what waits; never a key."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from governance import hours
from governance.access import custody
from governance.access.standing import current, standing
from governance.keys import acts
from governance.models import Channel, Rules
from governance.web.days import today
from governance.web.doors import PersonRequest, signed_in
from governance.who import seeing
from governance.who.keys import channels_of
from ledger.acts import asking
from people import duties
from vault import permissions
from vault.fields import LABELS
from vault.models import Custodian, Grant

RECENT = 10
RULES = {
    "ask": permissions.may_ask,
    "test": permissions.may_test,
    "decide": permissions.may_approve,
}


def find(request: PersonRequest, pk: uuid.UUID) -> Channel:
    return get_object_or_404(seeing.channels(request.user).select_related("custodian"), pk=pk)


def place(thing: Channel | permissions.Kept) -> list[uuid.UUID] | None:
    """What the routes of keys need of a thing: its channel; of a tool's keys, one that it runs."""
    if isinstance(thing, Channel):
        return [thing.pk]
    found = channels_of(permissions.custodian_of(thing)).first()
    return [found.pk] if found else None


def may(request: PersonRequest, channel: Channel) -> dict[str, bool]:
    """What this person may do with the keys; the acts ask the same again."""
    asked = asking(by=request.user, today=today())
    keyed = custody.keyed(channel)
    found = {"deposit": acts.opens_custody(keyed).who.permits(keyed, asked)}
    for name, rule in RULES.items():
        found[name] = keyed.custodian is not None and rule.permits(keyed.custodian, asked)
    return found


@never_cache
@signed_in
def keys(request: PersonRequest, pk: uuid.UUID) -> HttpResponse:
    channel = find(request, pk)
    keyed, allowed = custody.keyed(channel), may(request, channel)
    custodian = keyed.custodian
    context = {
        "channel": channel,
        "keyed": keyed,
        "standing": standing(channel),
        "held": custody.held(custodian),
        "labels": LABELS,
        "rotation": custody.rotation_of(custodian),
        "may": allowed,
        **_openings(request, custodian, sees_all=allowed["decide"] or allowed["deposit"]),
        **who_can_act(channel),
    }
    return render(request, "keys/keys.jinja", context)


def _openings(
    request: PersonRequest, custodian: Custodian | None, *, sees_all: bool
) -> dict[str, Any]:
    """Openings of one's own for everybody; all of them for those who decide."""
    found = Grant.objects.none()
    if custodian is not None:
        found = custodian.grants.select_related("person", "decided_by")
        if not sees_all:
            found = found.filter(person=request.user)
    open_ones = [Grant.State.REQUESTED, Grant.State.ACTIVE]
    return {
        "open": found.filter(state__in=open_ones),
        "past": found.exclude(state__in=open_ones)[:RECENT],
        "in_hours": hours.in_hours(timezone.now()),
    }


def who_can_act(channel: Channel) -> dict[str, Any]:
    """Everybody and everything that can act now, with how to reach them, and whom to ring."""
    on_duty = duties.current(timezone.now()).select_related("user")
    return {
        "holders": current(channel),
        "administrators": channel.administrators.filter(is_active=True),
        "on_duty": [duty.user for duty in on_duty],
        "rules": Rules.current(),
    }

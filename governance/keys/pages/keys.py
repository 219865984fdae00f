"""The page of a channel's keys: what is held, who can act, what waits; never a key."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from governance import hours
from governance.access import custody, second_step
from governance.access.reach import who_can_act
from governance.access.standing import standing
from governance.keys import acts
from governance.models import Channel, Tool
from governance.web import offering
from governance.web.days import today
from governance.web.doors import PersonRequest, opens, signed_in
from governance.web.offering import Offered, by_verb, offer
from governance.who import seeing
from governance.who.keys import channels_of
from people import duties
from vault import deposits, keytests, permissions, requests, rotations, undone
from vault.fields import LABELS
from vault.models import Custodian, Grant, Policy, Rotation

RECENT = 10


def find(request: PersonRequest, pk: uuid.UUID) -> Channel:
    return get_object_or_404(seeing.channels(request.user).select_related("custodian"), pk=pk)


def place(thing: Channel | permissions.Kept) -> list[uuid.UUID] | None:
    """What the routes of keys need of a thing: its channel; of a tool's keys, one that it runs."""
    if isinstance(thing, Channel):
        return [thing.pk]
    found = channels_of(permissions.custodian_of(thing)).first()
    return [found.pk] if found else None


def sees_all(request: PersonRequest, channel: Channel) -> bool:
    """Openings of one's own for everybody; all of them for those who answer for the keys."""
    keyed = custody.keyed(channel)
    return offering.may(acts.opens_custody(keyed), keyed, request)


@opens(keytests.record, route="channel-keys", args=place)
@never_cache
@signed_in
def keys(request: PersonRequest, pk: uuid.UUID) -> HttpResponse:
    channel = find(request, pk)
    keyed = custody.keyed(channel)
    custodian, rotation = keyed.custodian, custody.rotation_of(keyed.custodian)
    context = {
        "channel": channel,
        "keyed": keyed,
        "standing": standing(channel),
        "second_step_off": _second_step_off(request, channel),
        "held": custody.held(custodian),
        "labels": LABELS,
        "rotation": rotation,
        "may": _offers(request, channel, keyed, rotation),
        "undone": _undone(custodian),
        **_openings(request, custodian, sees_all=sees_all(request, channel)),
        **who_can_act(channel),
    }
    return render(request, "keys/keys.jinja", context)


def _offers(
    request: PersonRequest, channel: Channel, keyed: Channel | Tool, rotation: Rotation | None
) -> dict[str, Offered]:
    """What this person can do with the keys now, as the acts themselves say."""
    custodian = keyed.custodian
    if custodian is None:
        return {"deposit": offer(acts.opens_custody(keyed), keyed, request)}
    found = {
        "ask": offer(requests.ask, wished(request, custodian), request),
        "deposit": offer(deposits.keep_first, custodian, request),
        "propose": offer(rotations.keep_beside, custodian, request),
        "test": offer(keytests.record, custodian, request),
    }
    if rotation is None:
        return found | {"say_due": offer(acts.rotation_wanted, channel, request)}
    return found | by_verb(rotation, request)


def _undone(custodian: Custodian | None) -> dict[str, Any] | None:
    """What the last confirmation left to be done."""
    rotation = undone.left_of(custodian) if custodian is not None else None
    if rotation is None:
        return None
    return {"rotation": rotation, "what": list(undone.of(rotation).values())}


def runbook(request: PersonRequest, channel: Channel) -> dict[str, Any]:
    """Who can act, and what to do now on the platform."""
    return who_can_act(channel) | {
        "suspend": by_verb(channel, request).get("suspend"),
        "second_step_off": _second_step_off(request, channel),
        "record_off": offer(second_step.record_off, channel, request),
    }


def _second_step_off(request: PersonRequest, channel: Channel) -> str:
    """For those concerned: it says how to get in."""
    found = second_step.said(channel)
    return found if found and seeing.reads_reasons(request.user, channel) else ""


def wished(request: PersonRequest, custodian: Custodian) -> Grant:
    """An opening as it would be asked for now, before anything is said of it."""
    now = timezone.now()
    in_hours, at_once = hours.in_hours(now), None
    if custodian.policy(in_hours=in_hours) == Policy.IMMEDIATE:
        at_once = requests.AtOnce(signed_in_at=now, account_by=today())
    return requests.unsaved(
        custodian, requests.Wish(reason=""), at_once, in_hours=in_hours, by=request.user
    )


def second_person(request: PersonRequest, custodian: Custodian) -> dict[str, Any]:
    """Who could approve an opening now, those on duty first, with how to reach them."""
    people = [each for each in permissions.approvers(custodian) if each.pk != request.user.pk]
    on_duty = set(duties.current(timezone.now()).values_list("user_id", flat=True))
    people.sort(key=lambda each: each.pk not in on_duty)
    return {"approvers": people, "on_duty_ids": on_duty}


def _openings(
    request: PersonRequest, custodian: Custodian | None, *, sees_all: bool
) -> dict[str, Any]:
    found = Grant.objects.none()
    if custodian is not None:
        found = custodian.grants.select_related("person", "decided_by")
        if not sees_all:
            found = found.filter(person=request.user)
    return {
        "open": found.filter(state__in=requests.OPEN),
        "past": found.exclude(state__in=requests.OPEN)[:RECENT],
    }

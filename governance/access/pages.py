"""The pages of an access list: who and what can act on a channel, and how it is acted on."""

from __future__ import annotations

import uuid
from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from governance.access import acts as access
from governance.access import looked, second_step
from governance.access.guarding import run_by_keys
from governance.access.helping import help_for
from governance.access.standing import current, standing
from governance.models import Channel, Holder, Rules
from governance.web.acting import act_page, press
from governance.web.days import today
from governance.web.doors import PersonRequest, opens, signed_in
from governance.web.offering import may, offer
from governance.who import recipients, seeing
from ledger.acts import Declared
from ledger.days import in_words


def find(request: PersonRequest, pk: uuid.UUID) -> Channel:
    return get_object_or_404(seeing.channels(request.user), pk=pk)


def _channel(thing: Channel | Holder) -> list[uuid.UUID]:
    return [thing.channel_id if isinstance(thing, Holder) else thing.pk]


@opens(access.confirm, access.remove, route="channel-access", args=_channel)
@signed_in
def access_list(request: PersonRequest, pk: uuid.UUID) -> HttpResponse:
    channel = find(request, pk)
    before = channel.holders.exclude(removed_on=None).select_related("user", "tool", "removed_by")
    holders, found = list(current(channel)), standing(channel)
    first, rules = holders[:1], Rules.current()
    context = {
        "channel": channel,
        "standing": found,
        "test_again_by": found.test_again_by(rules),
        "run_by_keys": run_by_keys(channel),
        "unconfirmed": looked.unconfirmed(channel, rules, today()),
        "look_again_by": looked.look_by(channel, rules),
        "says_right": offer(looked.confirm_access, channel, request),
        "helps": help_for(channel, by=request.user, today=today()),
        "officers": [] if request.user.is_officer else recipients.officers(),
        "holders": holders,
        "before": before,
        "may_add": may(access.add, channel, request),
        "may_set_method": may(access.set_method, channel, request),
        "may_confirm": any(may(access.confirm, each, request) for each in first),
        "may_remove": any(may(access.remove, each, request) for each in first),
    }
    return render(request, "access/list.jinja", context)


@opens(looked.confirm_access, route="channel-access-right")
@require_POST
@signed_in
def say_right(request: PersonRequest, pk: uuid.UUID) -> HttpResponse:
    do = partial(looked.confirm_access.perform, find(request, pk), by=request.user, today=today())
    press(do, "It is recorded that the list is right.", request)
    return redirect("channel-access", pk)


@opens(access.add, route="channel-access-add")
@signed_in
def add(request: PersonRequest, pk: uuid.UUID) -> HttpResponse:
    here = reverse("channel-access", args=[pk])
    return act_page(
        request,
        access.add,
        find(request, pk),
        back=here,
        advice="Say who or what can act on the channel. Never write anybody's password here.",
    )


@opens(access.set_method, route="channel-access-method")
@signed_in
def method(request: PersonRequest, pk: uuid.UUID) -> HttpResponse:
    channel, here = find(request, pk), reverse("channel-access", args=[pk])
    now = {"method": channel.access_method, "parent": channel.parent_id, "tool": channel.tool_id}
    return act_page(
        request,
        access.set_method,
        channel,
        back=here,
        initial=now,
        title="How the channel is acted on",
        submit="Save",
    )


@opens(second_step.record_off, route="channel-second-step-off")
@signed_in
def second_step_off(request: PersonRequest, pk: uuid.UUID) -> HttpResponse:
    channel, here = find(request, pk), reverse("channel", args=[pk])
    return act_page(
        request,
        second_step.record_off,
        channel,
        back=here,
        initial={"since": in_words(today())},
        advice="Without it whoever has the password gets in. The officers and the people of the "
        f"channel are told at once. Switch it on again on {channel.platform}, if you can.",
        said=lambda found: "It is recorded, and everybody concerned is told.",
    )


@opens(second_step.record_on, route="channel-second-step-on")
@signed_in
def second_step_on(request: PersonRequest, pk: uuid.UUID) -> HttpResponse:
    channel, here = find(request, pk), reverse("channel", args=[pk])
    return act_page(
        request,
        second_step.record_on,
        channel,
        back=here,
        advice=f"Look on {channel.platform} itself first, and at who is signed in there: an "
        "intruder switches it off. If keys may be known, deposit new ones as well.",
        said=lambda found: "It is recorded that the second step is on again.",
    )


@opens(access.confirm, route="channel-access-confirm", args=None)
@require_POST
@signed_in
def confirm(request: PersonRequest, pk: uuid.UUID, holder_id: uuid.UUID) -> HttpResponse:
    return _change(request, pk, holder_id, access.confirm, "is confirmed")


@opens(access.remove, route="channel-access-remove", args=None)
@require_POST
@signed_in
def remove(request: PersonRequest, pk: uuid.UUID, holder_id: uuid.UUID) -> HttpResponse:
    return _change(request, pk, holder_id, access.remove, "was removed")


def _change(
    request: PersonRequest,
    pk: uuid.UUID,
    holder_id: uuid.UUID,
    act: Declared[Holder],
    said: str,
) -> HttpResponse:
    channel = get_object_or_404(Channel, pk=pk)
    holder = get_object_or_404(Holder, pk=holder_id, channel=channel)
    do = partial(act.perform, holder, by=request.user, today=today())
    press(do, f"{holder} {said}.", request)
    if "from_work" in request.POST:
        return redirect("leaving-work")
    return redirect("channel-access", pk)

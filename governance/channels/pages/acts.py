"""The pages of what is done to a channel: its steps, and the acts that change no state."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from governance.access.pages import find
from governance.channels import acts as channels
from governance.channels import changing, compromise, confirming, suspending
from governance.models import Channel, Plan
from governance.web.acting import act_page, step_page
from governance.web.doors import PersonRequest, opens, signed_in
from governance.web.offering import Offered, may, offer
from ledger import acts
from ledger.acts import Declared
from ledger.steps import table

# A plan renews, the clock lets lapse and suspends by rule.
BY_OTHERS = (
    channels.renew,
    channels.lapse,
    confirming.unconfirmed,
    suspending.suspend_by_rule,
)
STEPS = [each for each in table(Channel).values() if each not in BY_OTHERS]
ACTS: list[Declared[Channel]] = [
    channels.confirm_set_up,
    changing.confirm_handle,
    changing.set_aside_handle,
    channels.prepare_closing,
    channels.record_takedown,
    compromise.record_compromise,
]
ADVICE: dict[Declared[Any], str] = {
    confirming.confirm: "Look at the channel on its platform first. Its name, its address, what it "
    "is for, its lead and its administrators must be as they are written here. The public list "
    "then says that somebody looked today."
}


def acts_offered(channel: Channel, request: PersonRequest) -> list[Offered]:
    """The acts that change no state, and that this person may do now."""
    found = [offer(each, channel, request) for each in ACTS]
    return [each for each in found if each.allowed]


def renewal(channel: Channel, request: PersonRequest) -> str:
    """Where this person writes its renewal plan; nothing where that is not offered."""
    return _plan("plan.start_renewal", channel, request)[0]


def plans_offered(channel: Channel, request: PersonRequest) -> list[tuple[str, str]]:
    """The plans that this person may begin for it: where, and what the button says."""
    found = [_plan(name, channel, request) for name in ("plan.start_renewal", "plan.start_change")]
    return [each for each in found if each[0]]


def _plan(name: str, channel: Channel, request: PersonRequest) -> tuple[str, str]:
    begins = acts.find(name)
    if begins is None or channel.state not in channels.renew.sources:
        return "", ""
    if not may(begins, Plan(channel=channel), request):
        return "", ""
    return begins.address(channel), begins.label


@opens(*STEPS, route="channel-step")
@signed_in
def take_step(request: PersonRequest, pk: uuid.UUID, name: str) -> HttpResponse:
    """A step's form. Retiring is for good: a page of its own stands before it."""
    channel = find(request, pk)
    back = reverse("channel", args=[pk])
    unsure = request.method != "POST" and "sure" not in request.GET
    if name == "retire" and unsure and _could_retire(channel, request):
        return render(request, "channels/before_retiring.jinja", {"channel": channel})
    done = reverse("channel-suspended", args=[pk]) if name == "suspend" else back
    return step_page(request, channel, name, back=back, done=done, advice=ADVICE)


def _could_retire(channel: Channel, request: PersonRequest) -> bool:
    """Whatever is still missing: this person, and this state."""
    known = channels.retire.wrong_state(channel) is None
    return known and may(channels.retire, channel, request)


@opens(channels.confirm_set_up, route="channel-set-up")
@signed_in
def set_up(request: PersonRequest, pk: uuid.UUID) -> HttpResponse:
    channel, here = find(request, pk), reverse("channel", args=[pk])
    return act_page(
        request,
        channels.confirm_set_up,
        channel,
        back=here,
        initial={"url": channel.url},
        advice=f"Look at {channel.name} on {channel.platform} itself. Tick what you have seen.",
    )


@opens(channels.prepare_closing, route="channel-closing")
@signed_in
def closing(request: PersonRequest, pk: uuid.UUID) -> HttpResponse:
    here = reverse("channel", args=[pk])
    return act_page(
        request,
        channels.prepare_closing,
        find(request, pk),
        back=here,
        advice="A channel is a record: capture its posts and messages before it goes.",
    )


@opens(compromise.record_compromise, route="channel-compromised")
@signed_in
def compromised(request: PersonRequest, pk: uuid.UUID) -> HttpResponse:
    return act_page(
        request,
        compromise.record_compromise,
        find(request, pk),
        back=reverse("channel", args=[pk]),
        done=reverse("channel-suspended", args=[pk]),
        advice="New keys are due at once, and it comes back with them only.",
    )


@opens(channels.record_takedown, route="channel-takedown")
@signed_in
def takedown(request: PersonRequest, pk: uuid.UUID) -> HttpResponse:
    channel = find(request, pk)
    suspended = channel.state == Channel.State.SUSPENDED
    return act_page(
        request,
        channels.record_takedown,
        channel,
        back=reverse("channel", args=[pk]),
        done=reverse("channel-suspended" if suspended else "channel", args=[pk]),
        initial={"where": channel.url},
        advice="Take screenshots and note addresses before something is removed. Then say here "
        "what was done. Leave out names of patients and what they wrote.",
    )

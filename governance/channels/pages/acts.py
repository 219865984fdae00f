"""The pages of what is done to a channel: its steps, and the acts that change no state."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from governance.channels import acts as channels
from governance.channels import inputs
from governance.models import Channel, Plan
from governance.web.acting import act_page
from governance.web.doors import PersonRequest, signed_in
from governance.web.steps import step_page, today
from governance.who import permissions as may
from ledger import acts
from ledger.questions import Asked, Guard, Permission


@dataclass(frozen=True)
class Act:
    """An act that has a page: what `offered` asks is asked again by the act itself."""

    route: str
    label: str
    who: Permission
    guards: tuple[Guard, ...] = ()


SET_UP = Act("channel-set-up", "Confirm the set-up", may.officer, (channels.awaiting_set_up,))
CLOSING = Act("channel-closing", "Prepare the closing", may.officer, (channels.unretired,))
TAKEDOWN = Act(
    "channel-takedown",
    "Record what was done on the platform",
    may.officer | may.on_duty | may.channel_lead | may.channel_administrator,
)


def offered(channel: Channel, request: PersonRequest) -> list[Act]:
    """The acts that this person may do now."""
    asked = Asked(by=request.user, today=today(), at=timezone.now())
    return [
        act
        for act in (SET_UP, CLOSING, TAKEDOWN)
        if act.who.permits(channel, asked) and not acts.refusals(channel, asked, act.guards)
    ]


def may_renew(channel: Channel, request: PersonRequest) -> bool:
    """Whether this person is offered to write its renewal plan."""
    asked = Asked(by=request.user, today=today(), at=timezone.now())
    renewable = channel.state in (Channel.State.LIVE, Channel.State.LAPSED)
    return renewable and may.channel_person.permits(Plan(channel=channel), asked)


def find(request: PersonRequest, pk: uuid.UUID) -> Channel:
    return get_object_or_404(channels.visible_to(request.user), pk=pk)


@signed_in
def take_step(request: PersonRequest, pk: uuid.UUID, name: str) -> HttpResponse:
    """A step's form. Retiring is for good: a page of its own stands before it."""
    channel = find(request, pk)
    back = reverse("channel", args=[pk])
    if name == "retire" and request.method != "POST" and "sure" not in request.GET:
        allowed = channel.state != Channel.State.RETIRED and request.user.is_officer
        if allowed:
            return render(request, "channels/before_retiring.jinja", {"channel": channel})
    done = reverse("channel-suspended", args=[pk]) if name == "suspend" else back
    return step_page(request, channel, name, back=back, done=done)


@signed_in
def set_up(request: PersonRequest, pk: uuid.UUID) -> HttpResponse:
    channel = find(request, pk)

    def confirm(answers: dict[str, Any]) -> str:
        channels.confirm_set_up(channel, by=request.user, today=today(), checks=answers)
        return reverse("channel", args=[pk])

    return _page(
        request,
        channel,
        SET_UP,
        inputs.ConfirmSetUp,
        confirm,
        initial={"url": channel.url},
        advice=f"Look at {channel.name} on {channel.platform} itself. Tick what you have seen.",
    )


@signed_in
def closing(request: PersonRequest, pk: uuid.UUID) -> HttpResponse:
    channel = find(request, pk)

    def prepare(answers: dict[str, Any]) -> str:
        channels.prepare_closing(channel, by=request.user, today=today(), answers=answers)
        return reverse("channel", args=[pk])

    return _page(
        request,
        channel,
        CLOSING,
        inputs.PrepareClosing,
        prepare,
        advice="A channel is a record: capture its posts and messages before it goes.",
    )


@signed_in
def takedown(request: PersonRequest, pk: uuid.UUID) -> HttpResponse:
    channel = find(request, pk)

    def record(answers: dict[str, Any]) -> str:
        channels.record_takedown(channel, by=request.user, today=today(), answers=answers)
        suspended = channel.state == Channel.State.SUSPENDED
        return reverse("channel-suspended" if suspended else "channel", args=[pk])

    return _page(
        request,
        channel,
        TAKEDOWN,
        inputs.RecordTakedown,
        record,
        initial={"where": channel.url},
        advice="Take screenshots and note addresses before something is removed. Then say here "
        "what was done. Leave out names of patients and what they wrote.",
    )


def _page(
    request: PersonRequest,
    channel: Channel,
    act: Act,
    form_class: type[forms.Form],
    do: Callable[[dict[str, Any]], str],
    *,
    initial: dict[str, Any] | None = None,
    advice: str = "",
) -> HttpResponse:
    """The act's form, or, before anything is filled in, why it is not possible."""
    back = reverse("channel", args=[channel.pk])
    posted = request.method == "POST"
    refused = [] if posted else _refusals(act, channel, request)
    if refused:
        context = {"channel": channel, "act": act, "back": back, "refusals": refused}
        return render(request, "channels/refused.jinja", context)
    form = form_class(request.POST if posted else None, initial=initial)
    return act_page(request, form, do, title=act.label, about=channel, back=back, advice=advice)


def _refusals(act: Act, channel: Channel, request: PersonRequest) -> list[str]:
    asked = Asked(by=request.user, today=today(), at=timezone.now())
    if not act.who.permits(channel, asked):
        return [act.who.sentence(act.label)]
    return acts.refusals(channel, asked, act.guards)

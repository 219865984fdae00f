"""The pages of an access list: who and what can act on a channel, and how it is acted on."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from governance.access import acts as access
from governance.access import inputs
from governance.channels import acts as channels
from governance.models import Channel, Holder
from governance.web.acting import act_page
from governance.web.doors import PersonRequest, signed_in
from governance.web.steps import today
from ledger.refusals import RefusedError


@signed_in
def access_list(request: PersonRequest, pk: uuid.UUID) -> HttpResponse:
    channel = get_object_or_404(channels.visible_to(request.user), pk=pk)
    before = channel.holders.exclude(removed_on=None).select_related("user", "tool", "removed_by")
    context = {
        "channel": channel,
        "standing": access.standing(channel),
        "holders": access.current(channel),
        "before": before,
        "may_add": access.may_change(channel, request.user),
    }
    return render(request, "access/list.jinja", context)


@signed_in
def add(request: PersonRequest, pk: uuid.UUID) -> HttpResponse:
    channel = get_object_or_404(channels.visible_to(request.user), pk=pk)

    def do(answers: dict[str, Any]) -> str:
        access.add(channel, by=request.user, today=today(), answers=answers)
        return reverse("channel-access", args=[pk])

    return act_page(
        request,
        inputs.AddHolder(request.POST or None),
        do,
        title="Add to the access list",
        about=channel,
        back=reverse("channel-access", args=[pk]),
        advice="Say who or what can act on the channel. Never write anybody's password here.",
    )


@signed_in
def method(request: PersonRequest, pk: uuid.UUID) -> HttpResponse:
    channel = get_object_or_404(channels.visible_to(request.user), pk=pk)
    now = {"method": channel.access_method, "parent": channel.parent_id, "tool": channel.tool_id}

    def do(answers: dict[str, Any]) -> str:
        access.set_method(channel, by=request.user, today=today(), answers=answers)
        return reverse("channel-access", args=[pk])

    return act_page(
        request,
        inputs.SetMethod(request.POST or None, initial=now),
        do,
        title="How the channel is acted on",
        about=channel,
        back=reverse("channel-access", args=[pk]),
        submit="Save",
    )


@require_POST
@signed_in
def confirm(request: PersonRequest, pk: uuid.UUID, holder_id: uuid.UUID) -> HttpResponse:
    return _change(request, pk, holder_id, access.confirm, "is confirmed")


@require_POST
@signed_in
def remove(request: PersonRequest, pk: uuid.UUID, holder_id: uuid.UUID) -> HttpResponse:
    return _change(request, pk, holder_id, access.remove, "was removed")


def _change(
    request: PersonRequest, pk: uuid.UUID, holder_id: uuid.UUID, act: Any, said: str
) -> HttpResponse:
    channel = get_object_or_404(Channel, pk=pk)
    holder = get_object_or_404(Holder, pk=holder_id, channel=channel)
    try:
        act(holder, by=request.user, today=today())
        messages.success(request, f"{holder} {said}.")
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    return redirect("channel-access", pk)

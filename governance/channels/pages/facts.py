"""The pages that put a channel's facts right: small ones, and its address on the platform."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from governance.access.pages import find
from governance.channels import changing, correcting
from governance.channels.inputs import Correct
from governance.models import Channel
from governance.web.acting import act_page
from governance.web.doors import PersonRequest, opens, signed_in
from ledger.actors import Actor

LEFT_OUT = "Another name, or other words for everybody, you ask for by a change plan."


def _form(channel: Channel, by: Actor, data: Any) -> Correct:
    """Only what this person may correct, with what stands there now."""
    form = Correct(data, initial={name: getattr(channel, name) for name in Correct.base_fields})
    for name in Correct.base_fields:
        if not correcting.may_correct(name, by):
            del form.fields[name]
    return form


@opens(correcting.correct, route="channel-correct")
@signed_in
def correct(request: PersonRequest, pk: uuid.UUID) -> HttpResponse:
    channel, here = find(request, pk), reverse("channel", args=[pk])
    form = _form(channel, request.user, request.POST if request.method == "POST" else None)
    return act_page(
        request,
        correcting.correct,
        channel,
        back=here,
        form=form,
        advice="" if "name" in form.fields else LEFT_OUT,
        submit="Save",
    )


@opens(changing.confirm_handle, route="channel-handle")
@signed_in
def confirm_handle(request: PersonRequest, pk: uuid.UUID) -> HttpResponse:
    channel, here = find(request, pk), reverse("channel", args=[pk])
    return act_page(
        request,
        changing.confirm_handle,
        channel,
        back=here,
        advice=f"Agreed is {channel.agreed_handle}. Look on {channel.platform} itself before you "
        f"confirm it. Until then {channel.handle} counts.",
    )


@opens(changing.set_aside_handle, route="channel-handle-set-aside")
@signed_in
def set_aside_handle(request: PersonRequest, pk: uuid.UUID) -> HttpResponse:
    channel, here = find(request, pk), reverse("channel", args=[pk])
    return act_page(
        request,
        changing.set_aside_handle,
        channel,
        back=here,
        advice=f"The channel keeps {channel.handle}. A change plan can ask for another handle.",
    )

"""What is to be done on the platform after a suspension, which changes nothing there."""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from django.shortcuts import redirect, render

from governance.access.pages import find
from governance.access.reach import who_can_act
from governance.channels import acts as channels
from governance.models import Channel
from governance.web.doors import PersonRequest, signed_in
from governance.web.offering import offer
from governance.who.seeing import reads_reasons


@signed_in
def suspended(request: PersonRequest, pk: uuid.UUID) -> HttpResponse:
    channel = find(request, pk)
    if channel.state != Channel.State.SUSPENDED:
        return redirect("channel", pk=pk)
    since = channel.suspended_at
    context = {
        "channel": channel,
        "cause": Channel.Cause(channel.suspension_cause),
        "reasons": reads_reasons(request.user, channel),
        "takedowns": list(channel.takedowns.filter(at__gte=since).select_related("by")),
        "record": offer(channels.record_takedown, channel, request),
        **who_can_act(channel),
    }
    return render(request, "channels/suspended.jinja", context)

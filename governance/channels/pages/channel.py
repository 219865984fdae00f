"""A channel's own page, and its whole history."""

from __future__ import annotations

import uuid

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from governance.access.pages import find
from governance.channels.history import entries_of
from governance.channels.pages.sections import gather, wanted
from governance.channels.states import state_in_words, what_next
from governance.models import Channel
from governance.web.days import today
from governance.web.doors import PersonRequest, signed_in
from governance.who import seeing
from governance.who.seeing import reads_reasons
from ledger.history import tell

PAGE = 50


@signed_in
def channel_page(request: PersonRequest, pk: uuid.UUID) -> HttpResponse:
    channel = get_object_or_404(wanted(seeing.channels(request.user)), pk=pk)
    context = {
        "channel": channel,
        "suspended": channel.state == Channel.State.SUSPENDED,
        "state_in_words": state_in_words(channel, today()),
        "what_next": what_next(channel, today()),
        "reasons": reads_reasons(request.user, channel),
        "sections": gather(channel, request),
    }
    return render(request, "channels/channel.jinja", context)


@signed_in
def history(request: PersonRequest, pk: uuid.UUID) -> HttpResponse:
    channel = find(request, pk)
    reasons = reads_reasons(request.user, channel)
    entries = entries_of(channel, reasons=reasons).order_by("-seq")
    page = Paginator(entries, PAGE).get_page(request.GET.get("page"))
    before = (page.number - 1) * PAGE
    context = {
        "channel": channel,
        "page": page,
        "history": tell(entries[before : before + PAGE]),
        "reasons": reasons,
        "labels": dict(Channel.State.choices),
    }
    return render(request, "channels/history.jinja", context)

"""For a phone at night: “I am on call until …”, then a search, then a channel."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from governance.keys import inputs
from governance.models import Channel, Listing
from governance.web.acting import BAD_REQUEST
from governance.web.days import today
from governance.web.doors import PersonRequest, opens, roles
from governance.who import seeing
from ledger.refusals import InvalidError
from people import duties
from people.roles import Role

MOST = 20
pool = roles("somebody in the on-call pool", Role.ON_CALL)


@opens(duties.go_on, duties.come_off, route="on-call", args=None)
@pool
def on_call(request: PersonRequest) -> HttpResponse:
    """GET shows the duty and searches; POST starts or ends a duty."""
    now = timezone.localtime()
    form = inputs.OnCall(request.POST if "until" in request.POST else None)
    status = 200
    if request.method == "POST" and "end" in request.POST:
        duties.end(by=request.user, today=today())
        messages.success(request, "You are off duty.")
        return redirect("on-call")
    if request.method == "POST":
        if form.is_valid():
            until = inputs.next_moment(now, form.cleaned_data["until"])
            try:
                duties.start(by=request.user, today=today(), until=until)
                return redirect("on-call")
            except InvalidError as error:
                form.add_error("until", str(error))
        status = BAD_REQUEST
    words = request.GET.get("q", "").replace("\0", "").strip()[:100]
    context: dict[str, Any] = {
        "form": form,
        "duty": duties.current(now).filter(user=request.user).first(),
        "q": words,
        "found": _search(request, words) if words else [],
    }
    return render(request, "keys/on_call.jinja", context, status=status)


def _search(request: PersonRequest, words: str) -> list[Channel]:
    """Channels that have every word in their name, handle, address or team."""
    listed = Listing.objects.exclude(state=Channel.State.RETIRED)
    for word in words.lower().split():
        listed = listed.filter(search__contains=word.removeprefix("@"))
    seen = seeing.channels(request.user).filter(pk__in=listed.values("channel_id"))
    return list(seen.order_by("name")[:MOST])

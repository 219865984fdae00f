"""Pages of the policy: to read, to say that one has read it, and to publish a new version."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from governance.models import PolicyVersion
from governance.policy import acts as policies
from governance.policy import inputs, reading
from governance.web.acting import BAD_REQUEST, CONFLICT
from governance.web.days import today
from governance.web.doors import PersonRequest, officers, opens, public, signed_in
from governance.web.refusing import Shown, shown
from ledger.refusals import RefusedError
from people.models import User


@public
def show(request: HttpRequest, pk: uuid.UUID | None = None) -> HttpResponse:
    """The current version, or an older one."""
    current = reading.current(today())
    published = PolicyVersion.objects.filter(published_on__lte=today())
    version = get_object_or_404(published, pk=pk) if pk else current
    user = request.user if isinstance(request.user, User) else None
    new = PolicyVersion()
    publishes = user is not None and policies.put_out.permits(new, by=user, today=today())
    read = (
        version.acknowledgements.filter(user=user).first() if version and user is not None else None
    )
    context = {
        "version": version,
        "is_current": version == current,
        "versions": published.defer("text"),
        "read": read,
        "asks": user is not None and version is not None and version == current and not read,
        "publishes": publishes,
        "readers": version.acknowledgements.count() if version and publishes else 0,
        "missing": reading.people_yet_to_read(today()) if publishes else [],
    }
    return render(request, "policy/policy.jinja", context)


@opens(policies.say_read, route="policy", args=lambda version: [])
@opens(policies.say_read, route="policy-acknowledge", args=None)
@signed_in
def acknowledge(request: PersonRequest, pk: uuid.UUID) -> HttpResponse:
    """Of the version that was on the page, though a newer one may be out by now."""
    version = get_object_or_404(PolicyVersion, pk=pk)
    if request.method == "POST":
        policies.acknowledge(version, by=request.user, today=today())
        messages.success(request, f"You have said that you have read {version}.")
    return redirect("policy")


@opens(policies.put_out, route="policy-publish", args=lambda version: [])
@officers
def publish(request: PersonRequest) -> HttpResponse:
    last = reading.current(today())
    initial = {"title": last.title, "text": last.text} if last else {}
    form = inputs.Publish(request.POST if request.method == "POST" else None, initial=initial)
    refused: list[Shown] = []
    status = 200
    if request.method == "POST":
        status = BAD_REQUEST
        if form.is_valid():
            version = PolicyVersion(published_on=today(), **form.cleaned_data)
            try:
                policies.publish(version, by=request.user, today=today())
            except RefusedError as refusal:
                refused, status = shown(refusal.refusals, version, request), CONFLICT
            else:
                messages.success(request, f"{version} is published. People with channels are told.")
                return redirect("policy")
    context = {"form": form, "refusals": refused}
    return render(request, "policy/publish.jinja", context, status=status)

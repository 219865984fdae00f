"""Pages of the policy: to read, to say that one has read it, and to publish a new version."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from governance.fields import DayField, LineField, TextField
from governance.models import PolicyVersion
from governance.policy import acts as policies
from governance.web.doors import PersonRequest, officers, public, signed_in
from governance.web.steps import BAD_REQUEST, CONFLICT, today
from ledger.refusals import RefusedError
from people.models import User

LONGEST_POLICY = 100_000


class Publish(forms.Form):
    number = LineField(
        label="Number of the version",
        max_length=20,
        help_text="For example 2 or 2027-1.",
        error_messages={"required": "Give the version a number."},
    )
    title = LineField(
        label="Title", max_length=150, error_messages={"required": "Give the policy a title."}
    )
    changes = TextField(
        label="What is new?",
        help_text="In a few sentences. Everybody who looks after a channel reads this.",
        error_messages={"required": "Say what is new."},
    )
    text = TextField(
        label="The policy",
        max_length=LONGEST_POLICY,
        help_text="Leave an empty line between paragraphs.",
        widget=forms.Textarea(attrs={"rows": 20}),
        error_messages={"required": "Put in the words of the policy."},
    )
    review_on = DayField(
        label="When will it be looked at again?",
        help_text="For example 31 3 2028.",
        required=False,
        widget=forms.SelectDateWidget,
    )

    def clean_number(self) -> str:
        number: str = self.cleaned_data["number"]
        if PolicyVersion.objects.filter(number=number).exists():
            raise ValidationError(f"There is a version {number} already.")
        return number

    def clean_review_on(self) -> Any:
        day = self.cleaned_data["review_on"]
        if day and day <= today():
            raise ValidationError("The day of the next look must lie ahead.")
        return day


@public
def show(request: HttpRequest, pk: uuid.UUID | None = None) -> HttpResponse:
    """The current version, or an older one."""
    current = policies.current(today())
    published = PolicyVersion.objects.filter(published_on__lte=today())
    version = get_object_or_404(published, pk=pk) if pk else current
    user = request.user if isinstance(request.user, User) else None
    publishes = user is not None and user.is_officer
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
        "missing": policies.people_yet_to_read(today()) if publishes else [],
    }
    return render(request, "policy/policy.jinja", context)


@signed_in
def acknowledge(request: PersonRequest, pk: uuid.UUID) -> HttpResponse:
    """Of the version that was on the page, though a newer one may be out by now."""
    version = get_object_or_404(PolicyVersion, pk=pk)
    if request.method == "POST":
        policies.acknowledge(version, by=request.user, today=today())
        messages.success(request, f"You have said that you have read {version}.")
    return redirect("policy")


@officers
def publish(request: PersonRequest) -> HttpResponse:
    last = policies.current(today())
    initial = {"title": last.title, "text": last.text} if last else {}
    form = Publish(request.POST if request.method == "POST" else None, initial=initial)
    refused: list[str] = []
    status = 200
    if request.method == "POST":
        status = BAD_REQUEST
        if form.is_valid():
            version = PolicyVersion(published_on=today(), **form.cleaned_data)
            try:
                policies.publish(version, by=request.user, today=today())
            except RefusedError as refusal:
                refused, status = refusal.sentences, CONFLICT
            else:
                messages.success(request, f"{version} is published. People with channels are told.")
                return redirect("policy")
    context = {"form": form, "refusals": refused}
    return render(request, "policy/publish.jinja", context, status=status)

"""A review's own page, its steps and its findings."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from governance.channels.pages.acts import may_renew
from governance.models import Finding, Review
from governance.reviews import acts as reviews
from governance.reviews import inputs
from governance.web.acting import act_page
from governance.web.doors import PersonRequest, signed_in
from governance.web.steps import offers, step_page, today
from governance.who import permissions as may
from ledger.questions import Asked

ADVICE = {
    "open": "It opens by itself on its day. Open it now if you cannot wait. The lead is told.",
    "answer": "Look at the channel and at its access list first. Say how things are, not how they "
    "should be: an officer helps to put right what is not.",
    "close": "Read the answers first. The lead is told what comes of the review.",
}
AFTER: dict[str, str] = {
    inputs.Outcome.SUSPEND: "channel-suspended",
    inputs.Outcome.RETIRE: "channel-closing",
}


def find(request: PersonRequest, pk: uuid.UUID) -> Review:
    """A review that this person may see; for everybody else there is none."""
    return get_object_or_404(reviews.visible_to(request.user), pk=pk)


@signed_in
def show(request: PersonRequest, pk: uuid.UUID) -> HttpResponse:
    review = find(request, pk)
    found = offers(review, request)
    context = {
        "review": review,
        "today": today(),
        "overdue": review.is_overdue(today()),
        "answers": _answers(review),
        "findings": review.findings.select_related("fixed_by"),
        "allowed": [each for each in found if each.allowed],
        "refused": [each for each in found if each.permitted and not each.allowed],
        "for_others": [each for each in found if not each.permitted],
        "may_add": request.user.is_officer and review.outcome == inputs.Outcome.FINDINGS,
        "may_renew": review.kind == Review.Kind.LIFE_SPAN and may_renew(review.channel, request),
        "labels": dict(Review.State.choices),
    }
    return render(request, "reviews/review.jinja", context)


def _answers(review: Review) -> list[tuple[str, Any]]:
    """Each question with its answer, in the order of the form."""
    words = dict(inputs.YES_NO)
    return [
        (str(field.label), words.get(review.answers[name], review.answers[name]))
        for name, field in inputs.Answer.base_fields.items()
        if name in review.answers
    ]


@signed_in
def take_step(request: PersonRequest, pk: uuid.UUID, name: str) -> HttpResponse:
    """A closed review leads on to what was decided: the suspended channel, or its closing."""
    review = find(request, pk)
    here = reverse("review", args=[pk])
    leads_to = AFTER.get(request.POST.get("outcome", "")) if name == "close" else None
    done = reverse(leads_to, args=[review.channel_id]) if leads_to else here
    return step_page(request, review, name, back=here, done=done, advice=ADVICE.get(name, ""))


@signed_in
def add_finding(request: PersonRequest, pk: uuid.UUID) -> HttpResponse:
    review = find(request, pk)
    here = reverse("review", args=[pk])

    def add(given: dict[str, Any]) -> str:
        reviews.add_finding(review, by=request.user, today=today(), **_both(given))
        return here

    form = inputs.AddFinding(request.POST or None)
    return act_page(request, form, add, title="Add a finding", about=review, back=here)


def _both(given: dict[str, Any]) -> dict[str, Any]:
    return {name: given.get(name, "") for name in ("finding", "deadline")}


@signed_in
def finding(request: PersonRequest, pk: uuid.UUID) -> HttpResponse:
    found = _finding(request, pk)
    context = {
        "finding": found,
        "overdue": found.is_overdue(today()),
        "may_fix": found.fixed_on is None and _may_fix(found, request),
    }
    return render(request, "reviews/finding.jinja", context)


@signed_in
def fix(request: PersonRequest, pk: uuid.UUID) -> HttpResponse:
    found = _finding(request, pk)
    here = reverse("finding", args=[pk])

    def say(given: dict[str, Any]) -> str:
        done = given.get("what_was_done", "")
        reviews.fix(found, by=request.user, today=today(), what_was_done=done)
        return here

    form = inputs.Fix(request.POST or None)
    title = "Say that it was put right"
    return act_page(request, form, say, title=title, about=found.channel, back=here)


def _finding(request: PersonRequest, pk: uuid.UUID) -> Finding:
    seen = Finding.objects.filter(review__in=reviews.visible_to(request.user).order_by())
    joined = seen.select_related("review__channel__platform", "review__channel__team", "fixed_by")
    return get_object_or_404(joined, pk=pk)


def _may_fix(found: Finding, request: PersonRequest) -> bool:
    asked = Asked(by=request.user, today=today(), at=timezone.now())
    return may.finding_fixer.permits(found, asked)

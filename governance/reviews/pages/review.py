"""A review's own page, its steps and its findings."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from governance.access import second_step
from governance.channels.pages.acts import renewal
from governance.models import Finding, Review
from governance.reviews import access, inputs
from governance.reviews import acts as reviews
from governance.reviews.states import MEANINGS
from governance.web.acting import act_page, step_page
from governance.web.days import today
from governance.web.doors import PersonRequest, opens, signed_in
from governance.web.offering import Offered, offer, steps_offered
from governance.who import seeing
from ledger.acts import Declared
from ledger.steps import table

ADVICE: dict[Declared[Any], str] = {
    reviews.open_: "It opens by itself on its day. Open it now if you cannot wait. The lead is "
    "told.",
    reviews.answer: "Look at the channel and at its access list first. Say how things are, not how "
    "they should be: an officer helps to put right what is not.",
    reviews.close: "Read the answers first. The lead is told what comes of the review.",
}
AFTER: dict[str, str] = {
    Review.Outcome.SUSPEND: "channel-suspended",
    Review.Outcome.RETIRE: "channel-closing",
}


def find(request: PersonRequest, pk: uuid.UUID) -> Review:
    """A review that this person may see; for everybody else there is none."""
    return get_object_or_404(seeing.reviews(request.user), pk=pk)


@signed_in
def show(request: PersonRequest, pk: uuid.UUID) -> HttpResponse:
    review = find(request, pk)
    found, meaning = steps_offered(review, request), MEANINGS[review.state]
    life_span_ends = review.kind == Review.Kind.LIFE_SPAN and not meaning.ends
    context = {
        "review": review,
        "today": today(),
        "in_words": meaning.in_words(review, today()),
        "answers": _answers(review),
        "findings": review.findings.select_related("fixed_by"),
        "allowed": [each for each in found if each.allowed],
        "refused": [each for each in found if each.permitted and not each.allowed],
        "for_others": [each for each in found if not each.permitted],
        "second_step": _second_step(review, request),
        "may_add": reviews.add_finding.offer(review, by=request.user, today=today()).allowed,
        "life_span_ends": life_span_ends,
        "renewal": renewal(review.channel, request) if life_span_ends else "",
    }
    return render(request, "reviews/review.jinja", context)


def _second_step(review: Review, request: PersonRequest) -> list[Offered]:
    """Where somebody answered that it is not on: recording it, and that it is on again."""
    if review.answers.get("two_step") != "no":
        return []
    acts = (second_step.record_off, second_step.record_on)
    found = [offer(each, review.channel, request) for each in acts]
    return [each for each in found if each.allowed]


def _answers(review: Review) -> list[tuple[str, Any]]:
    """Each question with its answer, in the order of the form."""
    words = dict(inputs.YES_NO)
    return [
        (str(field.label), words.get(review.answers[name], review.answers[name]))
        for name, field in inputs.Answer.base_fields.items()
        if name in review.answers
    ]


@opens(*table(Review).values(), route="review-step")
@signed_in
def take_step(request: PersonRequest, pk: uuid.UUID, name: str) -> HttpResponse:
    """A closed review leads on to what was decided: the suspended channel, or its closing.

    What is owed of access is offered as a finding.
    """
    review, here = find(request, pk), reverse("review", args=[pk])
    if name != reviews.close.verb:
        return step_page(request, review, name, back=here, advice=ADVICE)
    leads_to = AFTER.get(request.POST.get("outcome", ""))
    done = reverse(leads_to, args=[review.channel_id]) if leads_to else here
    said = f"{ADVICE[reviews.close]} {access.advice(review, today())}".strip()
    return step_page(
        request,
        review,
        name,
        back=here,
        done=done,
        advice={reviews.close: said},
        initial=access.offered(review, today()),
    )


@opens(reviews.add_finding, route="review-finding-add")
@signed_in
def add_finding(request: PersonRequest, pk: uuid.UUID) -> HttpResponse:
    here = reverse("review", args=[pk])
    return act_page(request, reviews.add_finding, find(request, pk), back=here, done=here)


@signed_in
def finding(request: PersonRequest, pk: uuid.UUID) -> HttpResponse:
    found = _finding(request, pk)
    context = {
        "finding": found,
        "overdue": found.is_overdue(today()),
        "sees_review": seeing.reviews(request.user).filter(findings=found).exists(),
        "may_fix": reviews.fix.offer(found, by=request.user, today=today()).allowed,
        "may_tick": reviews.tick.offer(found, by=request.user, today=today()).allowed,
    }
    return render(request, "reviews/finding.jinja", context)


@opens(reviews.fix, route="finding-fix")
@signed_in
def fix(request: PersonRequest, pk: uuid.UUID) -> HttpResponse:
    found, here = _finding(request, pk), reverse("finding", args=[pk])
    return act_page(request, reviews.fix, found, back=here, about=found.channel)


@opens(reviews.tick, route="finding-tick")
@signed_in
def tick(request: PersonRequest, pk: uuid.UUID) -> HttpResponse:
    found, here = _finding(request, pk), reverse("finding", args=[pk])
    return act_page(request, reviews.tick, found, back=here, done=here, about=found.channel)


@opens(reviews.send_back, route="finding-send-back")
@signed_in
def send_back(request: PersonRequest, pk: uuid.UUID) -> HttpResponse:
    found, here = _finding(request, pk), reverse("finding", args=[pk])
    return act_page(request, reviews.send_back, found, back=here, done=here, about=found.channel)


def _finding(request: PersonRequest, pk: uuid.UUID) -> Finding:
    return get_object_or_404(seeing.findings(request.user), pk=pk)

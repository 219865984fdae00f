"""Pages of those who write a plan: one question a page, check your answers, submitted."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from governance.models import Plan
from governance.plans import acts as plans
from governance.plans import guards, kinds, questions, writing
from governance.plans.asking import Question, Section
from governance.plans.inputs import Submit
from governance.plans.pages.people import PEOPLE, PeopleForm, people_form
from governance.plans.pages.reading import find
from governance.plans.pages.tasks import before_submitting
from governance.plans.reading import answers, in_public, sees
from governance.web.acting import BAD_REQUEST, CONFLICT, add_errors, attempt, given
from governance.web.days import today
from governance.web.doors import PersonRequest, opens, signed_in
from governance.web.offering import may
from governance.web.refusing import Shown
from governance.who import deciders
from ledger.refusals import InvalidError, RefusedError

SHOWN = 5
# Where on the page of answers a reason against submitting can be put right: at a task, or in the
# section of the question that it is about.
TASKS: dict[object, str] = {
    guards.consultation_recorded: "consultation",
    guards.policy_acknowledged: "policy",
}
ABOUT: dict[object, str] = {
    guards.two_administrators: "administrators",
    guards.recovery_mailbox_listed: "recovery_mailbox",
    guards.ends_in_time: "ends_on",
    guards.no_other_open_plan: "handle",
    guards.address_free: "handle",
    guards.changes_something: "handle",
}


def may_write(plan: Plan, request: PersonRequest) -> bool:
    return may(writing.keep_answers, plan, request)


def find_to_write(request: PersonRequest, pk: uuid.UUID) -> Plan:
    plan = find(request, pk)
    if plan.state in Plan.WRITABLE and not may_write(plan, request):
        raise PermissionDenied(writing.keep_answers.who.sentence(writing.keep_answers.label))
    return plan


@opens(writing.keep_answers, route="plan-check")
@signed_in
def question(request: PersonRequest, pk: uuid.UUID, name: str) -> HttpResponse:
    plan = find_to_write(request, pk)
    asked = questions.find(name)
    if asked is None or not sees(plan, asked, by=request.user, today=today()):
        raise Http404
    section = questions.section_of(plan, asked)
    if section is None:
        messages.warning(request, questions.not_asked(plan))
        return redirect("plan", pk)
    if request.method != "POST":
        if plan.state not in Plan.WRITABLE:
            messages.warning(request, str(guards.writable.sentence))
            return redirect("plan", pk)
        return _ask(request, plan, section, asked, _form(plan, asked))
    form = _form(plan, asked, request)
    tried = attempt(lambda: _answer(plan, name, form, request), form, plan, request)
    if not tried.done:
        refusals, status = tried.refusals, tried.status
        return _ask(request, plan, section, asked, form, refusals=refusals, status=status)
    return redirect(_after(plan, section, asked, checking="check" in request.GET))


def _answer(plan: Plan, name: str, form: forms.Form, request: PersonRequest) -> None:
    data = form.chosen() if isinstance(form, PeopleForm) else given(form).get(name)
    writing.answer(plan, name, by=request.user, today=today(), data=data)


def _form(plan: Plan, asked: Question, request: PersonRequest | None = None) -> forms.Form:
    data = request.POST if request else None
    if asked.kind in PEOPLE:
        return people_form(plan, asked, data)
    return kinds.form(asked)(data, initial={asked.name: kinds.answer(plan, asked)})


def _ask(
    request: PersonRequest,
    plan: Plan,
    section: Section,
    asked: Question,
    form: forms.Form,
    *,
    refusals: Sequence[Shown] = (),
    status: int = 200,
) -> HttpResponse:
    checking = "check" in request.GET
    context = {
        "plan": plan,
        "section": section,
        "question": asked,
        "number": section.questions.index(asked) + 1,
        "form": form,
        "refusals": refusals,
        "checking": checking,
        "back": reverse("plan-check" if checking else "plan", args=[plan.pk]),
    }
    return render(request, "plans/question.jinja", context, status=status)


def _after(plan: Plan, section: Section, asked: Question, *, checking: bool) -> str:
    """The next question of the section that has no answer; then the list of tasks."""
    if checking:
        return f"{reverse('plan-check', args=[plan.pk])}#{section.slug}"
    place = section.questions.index(asked)
    missing = questions.missing(plan, section)
    ahead = [each for each in section.questions[place + 1 :] if each in missing]
    if found := ahead or missing:
        return reverse("plan-question", args=[plan.pk, found[0].name])
    return reverse("plan", args=[plan.pk])


@signed_in
def check(request: PersonRequest, pk: uuid.UUID) -> HttpResponse:
    """Check your answers; submitting here is refused with every reason at once."""
    plan = find_to_write(request, pk)
    advised, posted = guards.advised_against(plan), request.method == "POST"
    going_on = Submit(request.POST if posted else None, initial={"going_on": plan.going_on})
    form: forms.Form = going_on
    status = 200
    if posted:
        try:
            plans.submit(plan, by=request.user, today=today(), **given(going_on))
        except RefusedError as refusal:
            form, status = _reasons(plan, refusal), CONFLICT
        except InvalidError as error:
            add_errors(going_on, error)
            status = BAD_REQUEST
        else:
            return redirect("plan-submitted", pk)
    elif plan.state not in Plan.WRITABLE:
        return redirect("plan", pk)
    context = {
        "plan": plan,
        "before": before_submitting(plan, request),
        "answers": answers(plan, by=request.user, today=today()),
        "public": in_public(plan),
        "form": form,
        "advised": advised,
        "going_on": going_on,
    }
    return render(request, "plans/check.jinja", context, status=status)


def _reasons(plan: Plan, refusal: RefusedError) -> forms.Form:
    """The refusal as a form's errors, each with a link to the place that it is about."""
    form = forms.Form({}, auto_id="%s")
    for each in refusal.refusals:
        place = _place(plan, each.guard)
        if place:
            form.fields[place] = forms.CharField(required=False)
        form.add_error(place, each.sentence)
    return form


def _place(plan: Plan, guard: object) -> str | None:
    """The id of it on the page, where it has one."""
    if guard is guards.sections_complete:
        return next((each.slug for each in questions.incomplete(plan)), None)
    about = questions.find(ABOUT.get(guard, ""))
    section = questions.section_of(plan, about) if about else None
    return section.slug if section else TASKS.get(guard)


@signed_in
def submitted(request: PersonRequest, pk: uuid.UUID) -> HttpResponse:
    """The reference, who decides and what happens next."""
    plan = find(request, pk)
    if plan.submitted_at is None or plan.state in Plan.WRITABLE:
        return redirect("plan", pk)
    people = [str(user) for user in deciders.deciders(plan)]
    context = {
        "plan": plan,
        "again": plan.state == Plan.State.UNDER_CONSIDERATION,
        "deciders": people[:SHOWN],
        "others": len(people[SHOWN:]),
    }
    return render(request, "plans/submitted.jinja", context)

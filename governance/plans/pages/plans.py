"""Pages of plans: the list, a new one, the plan itself, and the steps that lead on from it."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from governance.fields import LineField
from governance.models import Finding, Plan, Platform
from governance.models.plan import Tier
from governance.plans import acts as plans
from governance.plans import consultations, guards, questions, writing
from governance.plans.inputs import TakeOver
from governance.plans.pages.reading import find, history, steps_for
from governance.plans.pages.tasks import tasks
from governance.plans.pages.writing import SHOWN, may_write
from governance.plans.reading import answers
from governance.plans.states import MEANINGS, age
from governance.web.acting import BAD_REQUEST, CONFLICT, act_page, add_errors, step_page
from governance.web.days import today
from governance.web.doors import PersonRequest, opens, signed_in
from governance.web.offering import offer
from governance.web.refusing import Shown, shown
from governance.who import deciders, seeing
from ledger.acts import Declared, asking
from ledger.refusals import InvalidError, RefusedError
from ledger.steps import state_labels, table
from people.models import Team, User

A_PAGE = 25
IN_HAND = "in_hand"
ADVICE: dict[Declared[Any], str] = {
    plans.approve: "The channel is then in the register as approved. It counts as official only "
    "when an officer makes it live.",
    plans.take_over: "You have it in hand then. Whoever had it before and the team are told.",
    plans.sign_off: "You are the second to agree. The plan is approved then, and its channel is "
    "in the register.",
    plans.request_changes: "The team can change its answers and submit the plan again.",
    plans.reject: "The team is told why, and may open the plan again later.",
    plans.withdraw: "You can open the plan again later. Nothing that you wrote is lost.",
}
AGREED = {
    Plan.Kind.RENEWAL: "The channel then has its new end date and what else the plan says.",
    Plan.Kind.CHANGE: "The channel is then changed as the plan says. A new handle counts when an "
    "officer has seen it on the platform.",
}


class Start(forms.Form):
    name = LineField(
        label="What will the channel be called?",
        max_length=120,
        help_text="As people will see it, for example Children's Therapies.",
        error_messages={"required": "Say what the channel will be called."},
    )
    platform = forms.ModelChoiceField(
        queryset=Platform.objects.filter(active=True),
        label="Where will it be?",
        error_messages={"required": "Choose a platform."},
    )
    team = forms.ModelChoiceField(
        queryset=Team.objects.none(),
        label="Which team is it for?",
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": "Choose a team."},
    )
    tier = forms.ChoiceField(
        label="What kind of channel is it?",
        choices=[
            (Tier.SERVICE, "A channel of a service or team"),
            (Tier.CORPORATE, "A corporate channel: it speaks for the whole organisation"),
        ],
        widget=forms.RadioSelect,
        initial=Tier.SERVICE,
        error_messages={"required": "Choose what kind of channel it is."},
    )

    def __init__(self, *args: Any, by: User, **options: Any) -> None:
        super().__init__(*args, **options)
        teams = Team.objects.filter(pk__in=by.team_ids)
        self.fields["team"].queryset = teams  # type: ignore[attr-defined]  # a choice of models
        if len(teams) == 1:
            self.fields["team"].initial = teams[0]
        if not any(team.may_hold_corporate_channels for team in teams):
            del self.fields["tier"]


@signed_in
def index(request: PersonRequest) -> HttpResponse:
    """Theirs, or for those who see all plans all of them; by state, newest change first.

    Those in hand stand in the order in which they have waited.
    """
    sees_all = seeing.sees_all(request.user)
    whose = request.GET.get("whose", "all") if sees_all else "mine"
    found = seeing.plans_concerning(request.user) if whose == "mine" else seeing.plans(request.user)
    states = {IN_HAND: "In hand: not decided yet"} | state_labels(Plan)
    state, order = request.GET.get("state", ""), "-updated_at"
    if state == IN_HAND:
        found, order = found.filter(state__in=Plan.IN_HAND), "submitted_at"
    elif state in states:
        found = found.filter(state=state)
    else:
        state = ""
    found = found.select_related("team", "platform", "officer").order_by(order, "pk")
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "ages": {plan.pk: age(plan, today()) for plan in page},
        "in_hand": state == IN_HAND,
        "talks": request.user.is_officer,
        "sees_all": sees_all,
        "whose": "mine" if whose == "mine" else "all",
        "state": state,
        "states": states,
    }
    return render(request, "plans/index.jinja", context)


@opens(writing.begin, route="plan-start", args=None)
@signed_in
def start(request: PersonRequest) -> HttpResponse:
    by = request.user
    form = Start(request.POST if request.method == "POST" else None, by=by)
    status = 200
    if request.method == "POST":
        status = BAD_REQUEST
        if form.is_valid():
            try:
                plan = writing.start(by=by, today=today(), **form.cleaned_data)
            except InvalidError as error:
                add_errors(form, error)
            else:
                return redirect("plan", plan.pk)
    context = {"form": form, "has_team": bool(by.team_ids)}
    return render(request, "plans/start.jinja", context, status=status)


@signed_in
def show(request: PersonRequest, pk: uuid.UUID) -> HttpResponse:
    """For those who write it the list of what is still to do, for the others what is written."""
    plan = find(request, pk)
    writing = plan.state in Plan.WRITABLE and may_write(plan, request)
    context = {
        "plan": plan,
        "label": state_labels(Plan)[plan.state],
        "age": age(plan, today()),
        "changes_wanted": _changes_wanted(plan),
        "changed": [] if writing else questions.changed(plan),
        "advised": guards.advised_against(plan),
        "stuck": guards.stuck(plan, asking(by=request.user, today=today())),
        "to_put_right": _to_put_right(plan),
        "tasks": tasks(plan, request) if writing else [],
        "answers": [] if writing else answers(plan, by=request.user, today=today()),
        "consultations": plan.consultations.select_related(
            "officer", "asked_by", "existing_channel", "existing_channel__platform"
        ),
        "records": offer(consultations.record, plan, request).allowed,
        "ask": _whom_to_ask(plan, request),
        "steps": steps_for(plan, request),
        "history": history(plan),
    }
    return render(request, "plans/tasks.jinja" if writing else "plans/plan.jinja", context)


def _whom_to_ask(plan: Plan, request: PersonRequest) -> list[User]:
    """For somebody who cannot lead it on."""
    people = deciders.whom_to_ask(plan)
    return [] if request.user in people else people[:SHOWN]


def _changes_wanted(plan: Plan) -> str:
    """What was asked for stands there until the plan is decided."""
    again = plan.state in Plan.IN_HAND and plan.answers_before
    return plan.changes_wanted if again or MEANINGS[plan.state].changes else ""


def _to_put_right(plan: Plan) -> list[Finding]:
    """What is still owed on the channel that the plan is about, for whoever decides it."""
    if plan.channel is None or plan.state not in Plan.IN_HAND:
        return []
    return list(plan.channel.findings.filter(ticked_on=None).select_related("channel"))


@opens(*table(Plan).values(), route="plan-step")
@signed_in
def step(request: PersonRequest, pk: uuid.UUID, name: str) -> HttpResponse:
    plan = find(request, pk)
    here = reverse("plan", args=[pk])
    if name == plans.submit.verb:
        return redirect("plan-check", pk)
    if name == plans.take_over.verb:
        return _take_over(request, plan, here)
    advice = ADVICE
    if agreed := AGREED.get(Plan.Kind(plan.kind)):
        advice = ADVICE | dict.fromkeys((plans.approve, plans.sign_off), agreed)
    return step_page(request, plan, name, back=here, advice=advice)


def _take_over(request: PersonRequest, plan: Plan, here: str) -> HttpResponse:
    """The page says from whom; if somebody was quicker, it says that and asks again."""
    data = request.POST.copy() if request.method == "POST" else None
    form = TakeOver(data, initial={"from_whom": plan.officer_id})

    def do(inputs: dict[str, Any]) -> None:
        if data is not None:
            data["from_whom"] = str(plan.officer_id or "")
        plans.take_over.perform(plan, by=request.user, today=today(), inputs=inputs)

    return act_page(
        request,
        plans.take_over,
        plan,
        back=here,
        do=do,
        form=form,
        advice=ADVICE[plans.take_over],
    )


@opens(writing.begin_renewal, route="plan-renew")
@signed_in
def renew(request: PersonRequest, pk: uuid.UUID) -> HttpResponse:
    """Start a renewal plan from the answers of the last one."""
    return _begin(request, pk, writing.begin_renewal, writing.start_renewal, Plan.Kind.RENEWAL)


@opens(writing.begin_change, route="plan-change")
@signed_in
def change(request: PersonRequest, pk: uuid.UUID) -> HttpResponse:
    """Start a change plan from what the channel has now."""
    return _begin(request, pk, writing.begin_change, writing.start_change, Plan.Kind.CHANGE)


def _goes_on(plan: Plan, request: PersonRequest) -> bool:
    """Whether this person goes on with it, or must wait for it: not a draft of somebody else's."""
    return plan.state != Plan.State.DRAFT or may_write(plan, request)


BEGINNINGS = {Plan.Kind.RENEWAL: "plans/renew.jinja", Plan.Kind.CHANGE: "plans/change.jinja"}


def _begin(
    request: PersonRequest,
    pk: uuid.UUID,
    act: Declared[Plan],
    begin: Callable[..., Plan],
    kind: Plan.Kind,
) -> HttpResponse:
    """The page before a plan for a channel that is there."""
    channel = get_object_or_404(seeing.channels(request.user), pk=pk)
    asked = Plan(kind=kind, channel=channel, team=channel.team)
    found = act.refusals(asked, by=request.user, today=today())
    refused: list[Shown] = shown(found, channel, request)
    status = 200
    if request.method == "POST":
        try:
            plan = begin(channel, by=request.user, today=today())
        except RefusedError as refusal:
            refused, status = shown(refusal.refusals, channel, request), CONFLICT
        else:
            return redirect("plan", plan.pk)
    open_ones = seeing.plans(request.user).filter(
        channel=channel, state__in=[Plan.State.DRAFT, *Plan.IN_HAND]
    )
    context = {
        "channel": channel,
        "refusals": refused,
        "open": open_ones,
        "begins": not refused and not any(_goes_on(plan, request) for plan in open_ones),
    }
    return render(request, BEGINNINGS[kind], context, status=status)

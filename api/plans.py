"""Plans: drafts and their sections, written by a token as the person it was issued for."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.db import models
from django.http import Http404, HttpResponse
from django.utils import timezone
from rest_framework.request import Request

from api import descriptions, inputs, steps
from api.parameters import Parameters
from api.permissions import has
from api.views import View, answer, link, origin
from governance.fields import LineField
from governance.models import Channel, Plan, Platform
from governance.models.plan import Tier
from governance.plans import json_values, kinds, questions, writing
from governance.plans.reading import Answer, answers
from governance.published import keyset
from governance.who import seeing
from ledger.refusals import InvalidError
from people.models import Scope, Team, User

NO_PLAN = "There is no such plan."
WHOLE = ("team", "platform", "author", "lead", "officer")


class Start(forms.Form):
    name = LineField(max_length=120)
    platform = forms.ModelChoiceField(
        Platform.objects.filter(active=True), to_field_name="slug", label="Platform"
    )
    team = forms.ModelChoiceField(Team.objects.all(), to_field_name="slug", label="Team")
    tier = forms.ChoiceField(choices=Tier.choices, required=False)
    kind = forms.ChoiceField(
        choices=[(Plan.Kind.NEW.value, Plan.Kind.NEW.label)],
        required=False,
        error_messages={"invalid_choice": "Say in channel which channel the plan is for."},
    )

    def clean_tier(self) -> str:
        return self.cleaned_data["tier"] or Tier.SERVICE


class ForChannel(forms.Form):
    """A renewal where no kind is said."""

    channel = forms.ModelChoiceField(Channel.objects.all())
    kind = forms.ChoiceField(
        choices=[(kind.value, kind.label) for kind in (Plan.Kind.RENEWAL, Plan.Kind.CHANGE)],
        required=False,
        error_messages={"invalid_choice": "A plan for a channel is a renewal or a change."},
    )


class PlanList(View):
    needs = {"GET": (Scope.PLANS_WRITE, Scope.REGISTER_READ), "POST": (Scope.PLANS_WRITE,)}
    parameters = ("state", "platform", "team", "page_size", "cursor")

    @descriptions.plan_list
    def get(self, request: Request) -> HttpResponse:
        asked = self.asked(request)
        size, cursor = asked.number("page_size", 50, 1, 200), asked.cursor()
        filters = _filters(asked)
        found = visible(request).filter(**filters).select_related(*WHOLE)
        page = keyset.page(found, size=size, cursor=cursor)
        return answer(
            {
                "next": link(request, page.next),
                "previous": link(request, page.previous),
                "results": [summary(plan) for plan in page.rows],
            }
        )

    @descriptions.plan_start
    def post(self, request: Request) -> HttpResponse:
        self.nothing_asked(request)
        by, today = steps.actor(request), timezone.localdate()
        sent = steps.sent_object(request)
        if "channel" in sent:
            given = _clean(ForChannel, sent)
            begin = writing.start_renewal
            if given["kind"] == Plan.Kind.CHANGE:
                begin = writing.start_change
            plan = begin(given["channel"], by=by, today=today)
        else:
            given = _clean(Start, sent)
            del given["kind"]
            plan = writing.start(by=by, today=today, **given)
        created = answer(whole(plan, by), status=201)
        created["Location"] = f"{origin(request)}/api/v1/plans/{plan.pk}"
        return created


class OnePlan(View):
    needs = {
        "GET": (Scope.PLANS_WRITE, Scope.REGISTER_READ),
        "PATCH": (Scope.PLANS_WRITE,),
    }

    @descriptions.one_plan
    def get(self, request: Request, ident: uuid.UUID) -> HttpResponse:
        self.nothing_asked(request)
        return answer(whole(find(request, ident), steps.actor(request)))

    @descriptions.plan_write
    def patch(self, request: Request, ident: uuid.UUID) -> HttpResponse:
        """Answers by the names of their questions; all are kept, or none."""
        self.nothing_asked(request)
        plan, by = find(request, ident), steps.actor(request)
        fields = {each.name: kinds.field(each) for each in questions.every()}
        sent = inputs.as_sent(fields, steps.sent_object(request))
        writing.write(plan, by=by, today=timezone.localdate(), answers=sent)
        return answer(whole(plan, by))


class PlanStep(View):
    needs = {"POST": (Scope.PLANS_WRITE,)}

    @descriptions.plan_step
    def post(self, request: Request, ident: uuid.UUID, step: str) -> HttpResponse:
        self.nothing_asked(request)
        plan = find(request, ident)
        steps.take(plan, step, request)
        return answer(whole(plan, steps.actor(request)))


def visible(request: Request) -> models.QuerySet[Plan]:
    """What the person may see; with register:read everything but drafts as well."""
    seen = models.Q(pk__in=[])
    if has(request, Scope.PLANS_WRITE) and isinstance(request.user, User):
        seen |= models.Q(pk__in=seeing.plans(request.user).order_by().values("pk"))
    if has(request, Scope.REGISTER_READ):
        seen |= ~models.Q(state=Plan.State.DRAFT)
    return Plan.objects.filter(seen)


def find(request: Request, ident: uuid.UUID) -> Plan:
    plan = visible(request).select_related(*WHOLE).filter(pk=ident).first()
    if plan is None:
        raise Http404(NO_PLAN)
    return plan


def _filters(asked: Parameters) -> dict[str, str]:
    given = {
        "state": asked.choice("state", Plan.State.values),
        "platform__slug": asked.text("platform"),
        "team__slug": asked.text("team"),
    }
    known = {"platform": Platform.objects, "team": Team.objects}
    for name, rows in known.items():
        slug = given[f"{name}__slug"]
        if slug and not rows.filter(slug=slug).exists():
            asked.wrong(name, f"There is no such {name}. See /api/v1/{name}s.")
    asked.done()
    return {name: value for name, value in given.items() if value is not None}


def _clean(form: type[forms.Form], given: dict[str, Any]) -> dict[str, Any]:
    errors = {name: ["There is no such field."] for name in given if name not in form.base_fields}
    sent = {}
    for name, value in given.items():
        if value is not None and not isinstance(value, str):
            errors[name] = ["Give a text."]
        sent[name] = value or ""
    bound = form(data={name: value for name, value in sent.items() if name not in errors})
    if not bound.is_valid():
        found = {name: [str(each) for each in said] for name, said in bound.errors.items()}
        errors = found | errors
    if errors:
        raise InvalidError(errors)
    return bound.cleaned_data


def summary(plan: Plan) -> dict[str, Any]:
    return {
        "id": plan.pk,
        "reference": plan.reference,
        "kind": plan.kind,
        "state": plan.state,
        "name": plan.name,
        "platform": {"slug": plan.platform.slug, "name": plan.platform.name},
        "handle": plan.handle or None,
        "tier": plan.tier,
        "team": {"slug": plan.team.slug, "name": plan.team.name},
        "author": person(plan.author),
        "officer": person(plan.officer),
        "channel": plan.channel_id,
        "created_at": plan.created_at,
        "updated_at": plan.updated_at,
        "submitted_at": plan.submitted_at,
        "decided_at": plan.decided_at,
    }


def whole(plan: Plan, by: Any) -> dict[str, Any]:
    """The summary, what the officers said, the sections as this person sees them, the steps."""
    return summary(plan) | {
        "changes_wanted": plan.changes_wanted,
        "conditions": plan.conditions,
        "approval_reason": plan.approval_reason,
        "sign_off_reason": plan.sign_off_reason,
        "going_on": plan.going_on,
        "decision_reason": plan.decision_reason,
        "sections": [
            {
                "slug": each.section.slug,
                "title": each.section.title,
                "complete": each.complete,
                "questions": [_question(answer) for answer in each.rows],
            }
            for each in answers(plan, by=by, today=timezone.localdate())
        ],
        "steps": steps.offered(plan, by),
    }


def _question(answer: Answer) -> dict[str, Any]:
    """What is asked, with the answer as its kind is told."""
    question = answer.question
    told = kinds.told(question, answer.value)
    return inputs.described(question.name, kinds.field(question)) | {"answer": told}


def person(user: User | None) -> dict[str, str] | None:
    return json_values.named(user) if user else None

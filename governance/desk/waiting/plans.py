"""Plans to write, to talk about, to take up, to decide and to sign off."""

import datetime

from django.db.models import Q
from django.urls import reverse

from governance.desk.waiting.thing import Waiting, day, of_led_teams
from governance.models import Consultation, Plan
from governance.plans.states import MEANINGS
from governance.who import deciders
from people.models import User
from people.roles import Role


def consultations(user: User, today: datetime.date) -> list[Waiting]:
    if not user.is_officer:
        return []
    asked = Consultation.objects.filter(recorded_at=None, asked_at__isnull=False).exclude(
        plan__state__in=[Plan.State.APPROVED, Plan.State.REJECTED, Plan.State.WITHDRAWN]
    )
    return [
        Waiting(
            f"Hold a consultation: {each.plan.name}",
            reverse("plan-consultation-record", args=[each.plan_id]),
            day(each.asked_at),
            detail=str(each.plan.team),
        )
        for each in asked.select_related("plan", "plan__team")
    ]


def to_write_or_decide(user: User, today: datetime.date) -> list[Waiting]:
    """Only what this person may."""
    writing = Q(state__in=Plan.WRITABLE) & (Q(author=user) | of_led_teams(user))
    found = Plan.objects.filter(writing | _deciding(user))
    joined = found.select_related("team", "platform").order_by("updated_at")
    return [_plan(each) for each in joined if _concerns(each, user)]


def _deciding(user: User) -> Q:
    wanted = Q(pk=None)
    if user.is_officer:
        wanted |= Q(state=Plan.State.SUBMITTED) & deciders.may_be_taken_up_by(user)
        wanted |= Q(state=Plan.State.UNDER_CONSIDERATION, officer=user)
    if user.holds(Role.HEAD, Role.EXECUTIVE):
        wanted |= Q(state=Plan.State.UNDER_CONSIDERATION, team__kind="communications")
    if user.holds(Role.EXECUTIVE):
        wanted |= Q(state=Plan.State.AWAITING_EXECUTIVE)
    return wanted


def _concerns(plan: Plan, user: User) -> bool:
    """What the question to the database could not say of a plan that is being decided."""
    match plan.state:
        case Plan.State.UNDER_CONSIDERATION:
            return plan.officer_id == user.pk or deciders.may_approve(plan, user)
        case Plan.State.AWAITING_EXECUTIVE:
            return deciders.may_sign_off(plan, user)
    return True


def _plan(plan: Plan) -> Waiting:
    since = plan.submitted_at if plan.state in Plan.IN_HAND else plan.updated_at
    return Waiting(
        f"{MEANINGS[plan.state].waits}: {plan.name}",
        reverse("plan", args=[plan.pk]),
        day(since or plan.updated_at),
        detail=f"{plan.reference}, {plan.platform}, {plan.team}",
    )

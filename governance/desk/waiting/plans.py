"""Plans to write and to talk about."""

import datetime

from django.db.models import Q
from django.urls import reverse

from governance.desk.waiting.thing import Waiting, day, of_led_teams
from governance.models import Consultation, Plan
from governance.plans.states import MEANINGS
from people.models import User


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


def to_write(user: User, today: datetime.date) -> list[Waiting]:
    """What they may write; what they decide is owed by a day."""
    mine = Q(author=user) | of_led_teams(user)
    found = Plan.objects.filter(mine, state__in=Plan.WRITABLE)
    return [_plan(each) for each in found.select_related("team", "platform").order_by("updated_at")]


def _plan(plan: Plan) -> Waiting:
    since = plan.submitted_at if plan.state in Plan.IN_HAND else plan.updated_at
    return Waiting(
        f"{MEANINGS[plan.state].waits}: {plan.name}",
        reverse("plan", args=[plan.pk]),
        day(since or plan.updated_at),
        detail=f"{plan.reference}, {plan.platform}, {plan.team}",
    )

"""Plans to write: nobody but their team waits for them, and no day is set."""

import datetime

from django.db.models import Q
from django.urls import reverse

from governance.desk.waiting.thing import Waiting, day, of_led_teams
from governance.models import Plan
from governance.plans.states import MEANINGS
from people.models import User


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

"""Openings of keys to decide: a matter of minutes, which no day is set for."""

from __future__ import annotations

import datetime

from django.urls import reverse

from governance.desk.waiting.thing import Waiting, day
from people.models import User
from people.roles import Role
from vault.models import Grant


def openings(user: User, today: datetime.date) -> list[Waiting]:
    """Requests of others, for those who decide them."""
    if not user.is_officer or user.holds(Role.STEWARD):
        return []
    found = Grant.objects.filter(state=Grant.State.REQUESTED).exclude(person=user)
    joined = found.select_related("custodian__channel", "person").order_by("requested_at")
    return [_opening(each) for each in joined]


def _opening(grant: Grant) -> Waiting:
    channel = getattr(grant.custodian, "channel", None)
    href = reverse("opening", args=[channel.pk, grant.pk]) if channel else grant.custodian.path
    return Waiting(
        f"Decide who opens keys: {grant.custodian.name}",
        href,
        day(grant.requested_at),
        detail=str(grant.person),
    )

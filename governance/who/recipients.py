"""Whom a step's notice reaches."""

from collections.abc import Iterable
from typing import Any

from governance.who import deciders as eligible
from ledger.actors import CLOCK
from ledger.questions import Asked
from people.models import User
from people.roles import Role


def team_leads(team: Any) -> list[User]:
    return list(
        User.objects.filter(
            is_active=True,
            memberships__team=team,
            memberships__is_lead=True,
            memberships__ended_on=None,
        ).distinct()
    )


def officers() -> Iterable[User]:
    return User.objects.holding(Role.OFFICER, Role.HEAD)


def deciders(plan: Any, asked: Asked) -> Iterable[User]:
    return eligible.deciders(plan)


def proposers(plan: Any, asked: Asked) -> Iterable[User]:
    return [plan.author, *team_leads(plan.team), *([plan.lead] if plan.lead else [])]


def proposers_if_approved(plan: Any, asked: Asked) -> Iterable[User]:
    return proposers(plan, asked) if plan.state == "approved" else []


def proposers_and_officer(plan: Any, asked: Asked) -> Iterable[User]:
    return [*proposers(plan, asked), *officer_of_plan(plan, asked)]


def executives_if_awaited(plan: Any, asked: Asked) -> Iterable[User]:
    return eligible.executives(plan) if plan.state == "awaiting_executive" else []


def officer_of_plan(plan: Any, asked: Asked) -> Iterable[User]:
    return [plan.officer] if plan.officer else []


def channel_people(channel: Any, asked: Asked | None = None) -> Iterable[User]:
    """Those who answer for it and those who can act on it; without them, the team's manager."""
    people = [*([channel.lead] if channel.lead else []), *channel.administrators.all()]
    if people:
        return people
    return [channel.team.manager] if channel.team.manager else team_leads(channel.team)


def channel_people_and_officers(channel: Any, asked: Asked) -> Iterable[User]:
    return [*channel_people(channel, asked), *officers()]


def manager_of(channel: Any) -> list[User]:
    return [channel.team.manager] if channel.team.manager else []


def heads() -> Iterable[User]:
    return User.objects.holding(Role.HEAD)


def told_of_opening(review: Any, asked: Asked) -> Iterable[User]:
    """Where the clock opens the review of a life span, its reminders say so (reminders.py)."""
    if review.kind == "life_span" and asked.by is CLOCK:
        return []
    return channel_people(review.channel, asked)


def told_of_closing(review: Any, asked: Asked) -> Iterable[User]:
    """What makes the clock close it, a renewal or a retirement, tells people itself."""
    return [] if asked.by is CLOCK else channel_people(review.channel, asked)


def review_officers(review: Any, asked: Asked) -> Iterable[User]:
    return officers()


def manager_or_heads(channel: Any) -> Iterable[User]:
    """Whom a channel without a lead is shown to."""
    return manager_of(channel) or heads()

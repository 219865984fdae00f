"""Rules about the person: who may do what to plans, channels, reviews and access lists."""

from __future__ import annotations

import uuid
from typing import Protocol

from governance.models import Channel, Finding, Holder, Plan, Review
from governance.who import deciders
from ledger.actors import OPERATOR, Actor
from ledger.questions import Asked, Permission, clock, permission
from people.duties import on_duty
from people.models import User
from people.roles import Role

__all__ = ["clock", "on_duty"]


class OfATeam(Protocol):
    """A plan or a channel: whatever is a team's."""

    @property
    def team_id(self) -> uuid.UUID: ...


def names(known: uuid.UUID | None, by: Actor) -> bool:
    """Whether this is their id; the clock has none, and is not the lead where there is no lead."""
    return known is not None and known == by.pk


@permission("anybody who is signed in")
def anybody(thing: object, asked: Asked) -> bool:
    return isinstance(asked.by, User)


@permission("the author")
def author(plan: Plan, asked: Asked) -> bool:
    return names(plan.author_id, asked.by)


@permission("a lead of the team")
def team_lead(thing: OfATeam, asked: Asked) -> bool:
    return isinstance(asked.by, User) and thing.team_id in asked.by.led_team_ids


@permission("a member of the team")
def team_member(thing: OfATeam, asked: Asked) -> bool:
    return isinstance(asked.by, User) and thing.team_id in asked.by.team_ids


@permission("a communications officer")
def officer(thing: object, asked: Asked) -> bool:
    return isinstance(asked.by, User) and asked.by.is_officer


@permission("the head of communications")
def head(thing: object, asked: Asked) -> bool:
    return isinstance(asked.by, User) and asked.by.holds(Role.HEAD)


@permission("an operator at the command line")
def operator(thing: object, asked: Asked) -> bool:
    return asked.by is OPERATOR


@permission(
    "an officer who is neither the author nor of the team that proposes "
    "(for communications' own plans: any officer but the author)"
)
def may_take_up(plan: Plan, asked: Asked) -> bool:
    return isinstance(asked.by, User) and deciders.may_take_up(plan, asked.by)


@permission("the officer in charge of the plan")
def officer_in_charge(plan: Plan, asked: Asked) -> bool:
    by = asked.by
    return isinstance(by, User) and by.is_officer and plan.officer_id == by.pk


@permission(
    "the officer in charge, who is neither the author nor of the team that proposes "
    "(for communications' own plans: the head of communications, or an executive where the head "
    "cannot)"
)
def may_approve(plan: Plan, asked: Asked) -> bool:
    return isinstance(asked.by, User) and deciders.may_approve(plan, asked.by)


@permission("whoever approves plans, where nobody else has this one, and those of the team itself")
def would_approve(plan: Plan, asked: Asked) -> bool:
    """Who looks for the decision, and is told why it is not theirs."""
    by = asked.by
    if not isinstance(by, User):
        return False
    decides = by.is_officer and plan.officer_id in (None, by.pk)
    return decides or (
        by.holds(Role.OFFICER, Role.HEAD, Role.EXECUTIVE) and plan.team_id in by.team_ids
    )


@permission("an executive")
def executive(thing: object, asked: Asked) -> bool:
    return isinstance(asked.by, User) and asked.by.holds(Role.EXECUTIVE)


@permission("an executive outside the team, who neither wrote nor approved the plan")
def may_sign_off(plan: Plan, asked: Asked) -> bool:
    return isinstance(asked.by, User) and deciders.may_sign_off(plan, asked.by)


@permission("the officer in charge, or the executive whose sign-off is awaited,")
def deciding_now(plan: Plan, asked: Asked) -> bool:
    if plan.state == Plan.State.AWAITING_EXECUTIVE:
        return may_sign_off.allows(plan, asked)
    return officer_in_charge.allows(plan, asked) or may_approve.allows(plan, asked)


@permission("an officer other than the one who suspended it (or the head, where no other is left)")
def may_reinstate(channel: Channel, asked: Asked) -> bool:
    by = asked.by
    if not isinstance(by, User) or not by.is_officer:
        return False
    if by.pk != channel.suspended_by_id:
        return True
    others = User.objects.holding(Role.OFFICER, Role.HEAD).exclude(pk=by.pk)
    return by.holds(Role.HEAD) and not others.exists()


@permission("the lead of the channel")
def channel_lead(channel: Channel, asked: Asked) -> bool:
    return names(channel.lead_id, asked.by)


@permission("an administrator of the channel")
def channel_administrator(channel: Channel, asked: Asked) -> bool:
    """They are few, and a page that asks several times has them at hand."""
    return any(user.pk == asked.by.pk for user in channel.administrators.all())


@permission("its lead, an administrator, a lead of its team or an officer")
def channel_person(channel: Channel, asked: Asked) -> bool:
    by = asked.by
    if not isinstance(by, User):
        return False
    if by.is_officer or channel.lead_id == by.pk or channel.team_id in by.led_team_ids:
        return True
    return channel_administrator.allows(channel, asked)


@permission(channel_person.phrase)
def may_write_renewal(plan: Plan, asked: Asked) -> bool:
    return plan.channel is not None and channel_person.allows(plan.channel, asked)


@permission("whoever approves its renewal plan")
def may_approve_renewal(channel: Channel, asked: Asked) -> bool:
    plan = asked.because
    if not isinstance(plan, Plan):
        return False
    return names(plan.approved_by_id, asked.by) or names(plan.signed_off_by_id, asked.by)


@permission("the lead or an administrator of the channel")
def review_answerer(review: Review, asked: Asked) -> bool:
    channel = review.channel
    return (
        names(channel.lead_id, asked.by)
        or channel.administrators.filter(pk=asked.by.pk).exists()
        or (channel.lead_id is None and team_lead.allows(channel, asked))
    )


@permission("the lead or an administrator of the channel, or an officer")
def finding_fixer(finding: Finding, asked: Asked) -> bool:
    return officer.allows(finding, asked) or review_answerer.allows(finding.review, asked)


@permission("the lead of the channel, the manager of its team or an officer")
def remover(holder: Holder, asked: Asked) -> bool:
    managed = names(holder.channel.team.manager_id, asked.by)
    return managed or officer.allows(holder, asked) or channel_lead.allows(holder.channel, asked)


importer: Permission[object] = officer | operator

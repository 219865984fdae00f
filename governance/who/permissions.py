"""Rules about the person: who may do what to plans, channels, reviews and access lists."""

from __future__ import annotations

import uuid
from typing import Protocol

from django.db.models import Q

from governance.models import Channel, Finding, Holder, Plan, Review
from governance.who import deciders
from ledger.actors import OPERATOR, Actor
from ledger.questions import Asked, Permission, clock, permission
from ledger.refusals import Refusal
from people.duties import on_duty
from people.models import Membership, User
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


@permission("an officer who could have taken it up and is not in charge of it")
def may_take_over(plan: Plan, asked: Asked) -> bool:
    return may_take_up.allows(plan, asked) and plan.officer_id != asked.by.pk


@permission("a communications officer who is not the author of the plan")
def other_officer(plan: Plan, asked: Asked) -> bool:
    return officer.allows(plan, asked) and not author.allows(plan, asked)


def in_other_hands(plan: Plan, asked: Asked) -> Refusal | None:
    """Who has it, for an officer who could take it over."""
    considered = plan.state == Plan.State.UNDER_CONSIDERATION
    if not considered or plan.officer is None or not may_take_over.permits(plan, asked):
        return None
    said = f"{plan.officer} has it in hand. If they are away, take it over."
    return Refusal(said, helps="plan.take_over")


def not_theirs(plan: Plan, asked: Asked) -> Refusal | None:
    """The same of the approval, which of communications' own plans is the head's."""
    return None if deciders.is_communications_own(plan) else in_other_hands(plan, asked)


@permission("the officer in charge of the plan", in_other_hands)
def officer_in_charge(plan: Plan, asked: Asked) -> bool:
    by = asked.by
    return isinstance(by, User) and by.is_officer and plan.officer_id == by.pk


@permission(
    "the officer in charge, who is neither the author nor of the team that proposes "
    "(for communications' own plans: the head of communications, or an executive where the head "
    "cannot)",
    not_theirs,
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


@permission("the officer in charge, or the executive whose sign-off is awaited,", in_other_hands)
def deciding_now(plan: Plan, asked: Asked) -> bool:
    if plan.state == Plan.State.AWAITING_EXECUTIVE:
        return may_sign_off.allows(plan, asked)
    return officer_in_charge.allows(plan, asked) or may_approve.allows(plan, asked)


@permission(
    "the officer in charge of the plan or the head of communications (where both are gone, an "
    "officer who could take it up)",
    in_other_hands,
)
def may_release(plan: Plan, asked: Asked) -> bool:
    if officer_in_charge.allows(plan, asked) or head.allows(plan, asked):
        return True
    alone = not deciders.still_decides(plan) and not User.objects.holding(Role.HEAD).exists()
    return may_take_up.allows(plan, asked) and alone


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


@permission("the manager of its team")
def team_manager(channel: Channel, asked: Asked) -> bool:
    return names(channel.team.manager_id, asked.by)


@permission("the manager of the team")
def plan_manager(plan: Plan, asked: Asked) -> bool:
    return names(plan.team.manager_id, asked.by)


@permission("the head of communications, where nobody of the team is left for it")
def left_behind(plan: Plan, asked: Asked) -> bool:
    """Else it is in the way of every other plan for its channel for ever."""
    return head.allows(plan, asked) and not _is_anybodys(plan)


def _is_anybodys(plan: Plan) -> bool:
    people = Q(pk__in=[plan.author_id, plan.team.manager_id])
    leading = Membership.objects.filter(team=plan.team_id, is_lead=True, ended_on=None)
    people |= Q(pk__in=leading.values("user"))
    return User.objects.filter(people, is_active=True).exists()


@permission("its lead, an administrator, a lead of its team or an officer")
def channel_person(channel: Channel, asked: Asked) -> bool:
    by = asked.by
    if not isinstance(by, User):
        return False
    if by.is_officer or channel.lead_id == by.pk or channel.team_id in by.led_team_ids:
        return True
    return channel_administrator.allows(channel, asked)


@permission("its lead, an administrator while it is live, or an officer")
def confirmer(channel: Channel, asked: Asked) -> bool:
    if officer.allows(channel, asked) or channel_lead.allows(channel, asked):
        return True
    live = channel.state == Channel.State.LIVE
    return live and channel_administrator.allows(channel, asked)


@permission("its lead, an administrator, a lead of its team, the team's manager or an officer")
def may_write_renewal(plan: Plan, asked: Asked) -> bool:
    channel = plan.channel
    if channel is None:
        return False
    return channel_person.allows(channel, asked) or team_manager.allows(channel, asked)


@permission("whoever approves its plan")
def may_approve_renewal(channel: Channel, asked: Asked) -> bool:
    plan = asked.because
    if not isinstance(plan, Plan):
        return False
    return names(plan.approved_by_id, asked.by) or names(plan.signed_off_by_id, asked.by)


@permission("the lead or an administrator of the channel, or the manager of its team")
def review_answerer(review: Review, asked: Asked) -> bool:
    return _answers_for(review.channel, asked)


def _answers_for(channel: Channel, asked: Asked) -> bool:
    return (
        names(channel.lead_id, asked.by)
        or channel.administrators.filter(pk=asked.by.pk).exists()
        or (channel.lead_id is None and team_lead.allows(channel, asked))
        or team_manager.allows(channel, asked)  # whom it reaches when the others do nothing
    )


@permission(
    "the lead or an administrator of the channel, the manager of its team, whoever owns it, or an "
    "officer"
)
def finding_fixer(finding: Finding, asked: Asked) -> bool:
    if officer.allows(finding, asked) or names(finding.owner_id, asked.by):
        return True
    return _answers_for(finding.channel, asked)


@permission("the lead of the channel, the manager of its team or an officer")
def remover(holder: Holder, asked: Asked) -> bool:
    managed = team_manager.allows(holder.channel, asked)
    return managed or officer.allows(holder, asked) or channel_lead.allows(holder.channel, asked)


importer: Permission[object] = officer | operator

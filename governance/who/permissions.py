"""Rules about the person: who may do what to plans and channels."""

from typing import Any

from governance.who import deciders
from ledger.questions import Asked, Permission, clock, permission
from people.duties import on_duty
from people.models import User
from people.roles import Role

__all__ = ["clock", "on_duty"]


@permission("anybody who is signed in")
def anybody(thing: Any, asked: Asked) -> bool:
    return isinstance(asked.by, User)


@permission("the author")
def author(plan: Any, asked: Asked) -> bool:
    return bool(plan.author_id == asked.by.pk)


@permission("a lead of the team")
def team_lead(thing: Any, asked: Asked) -> bool:
    return isinstance(asked.by, User) and thing.team_id in asked.by.led_team_ids


@permission("a member of the team")
def team_member(thing: Any, asked: Asked) -> bool:
    return isinstance(asked.by, User) and thing.team_id in asked.by.team_ids


@permission("a communications officer")
def officer(thing: Any, asked: Asked) -> bool:
    return isinstance(asked.by, User) and asked.by.is_officer


@permission("the head of communications")
def head(thing: Any, asked: Asked) -> bool:
    return isinstance(asked.by, User) and asked.by.holds(Role.HEAD)


@permission("a steward")
def steward(thing: Any, asked: Asked) -> bool:
    return isinstance(asked.by, User) and asked.by.holds(Role.STEWARD)


@permission("an auditor")
def auditor(thing: Any, asked: Asked) -> bool:
    return isinstance(asked.by, User) and asked.by.holds(Role.AUDITOR)


@permission(
    "an officer who is neither the author nor of the team that proposes "
    "(for communications' own plans: any officer but the author)"
)
def may_take_up(plan: Any, asked: Asked) -> bool:
    return isinstance(asked.by, User) and deciders.may_take_up(plan, asked.by)


@permission("the officer in charge of the plan")
def officer_in_charge(plan: Any, asked: Asked) -> bool:
    by = asked.by
    return isinstance(by, User) and by.is_officer and plan.officer_id == by.pk


@permission(
    "the officer in charge, who is neither the author nor of the team that proposes "
    "(for communications' own plans: the head of communications, or an executive where the head "
    "cannot)"
)
def may_approve(plan: Any, asked: Asked) -> bool:
    return isinstance(asked.by, User) and deciders.may_approve(plan, asked.by)


def _may_sign_off(plan: Any, asked: Asked) -> bool:
    return isinstance(asked.by, User) and deciders.may_sign_off(plan, asked.by)


may_sign_off = Permission(
    "an executive outside the team, who neither wrote nor approved the plan", _may_sign_off
)


def _deciding_now(plan: Any, asked: Asked) -> bool:
    if plan.state == "awaiting_executive":
        return _may_sign_off(plan, asked)
    return officer_in_charge.allows(plan, asked) or may_approve.allows(plan, asked)


deciding_now = Permission(
    "the officer in charge, or the executive whose sign-off is awaited,", _deciding_now
)


@permission("an officer other than the one who suspended it (or the head, where no other is left)")
def may_reinstate(channel: Any, asked: Asked) -> bool:
    by = asked.by
    if not isinstance(by, User) or not by.is_officer:
        return False
    if by.pk != channel.suspended_by_id:
        return True
    others = User.objects.holding(Role.OFFICER, Role.HEAD).exclude(pk=by.pk)
    return by.holds(Role.HEAD) and not others.exists()


@permission("the lead of the channel")
def channel_lead(channel: Any, asked: Asked) -> bool:
    return bool(channel.lead_id == asked.by.pk)


def _administers(channel: Any, asked: Asked) -> bool:
    """They are few, and a page that asks several times has them at hand."""
    return any(user.pk == asked.by.pk for user in channel.administrators.all())


@permission("an administrator of the channel")
def channel_administrator(channel: Any, asked: Asked) -> bool:
    return _administers(channel, asked)


@permission("its lead, an administrator, a lead of its team or an officer")
def channel_person(plan: Any, asked: Asked) -> bool:
    by, channel = asked.by, plan.channel
    if not isinstance(by, User):
        return False
    if by.is_officer or channel.lead_id == by.pk or channel.team_id in by.led_team_ids:
        return True
    return _administers(channel, asked)


@permission("whoever approves its renewal plan")
def may_approve_renewal(channel: Any, asked: Asked) -> bool:
    plan = asked.because
    return plan is not None and asked.by.pk in (plan.approved_by_id, plan.signed_off_by_id)


@permission("the lead or an administrator of the channel")
def review_answerer(review: Any, asked: Asked) -> bool:
    channel = review.channel
    return bool(
        channel.lead_id == asked.by.pk
        or channel.administrators.filter(pk=asked.by.pk).exists()
        or (channel.lead_id is None and team_lead.allows(channel, asked))
    )


@permission("the lead or an administrator of the channel, or an officer")
def finding_fixer(finding: Any, asked: Asked) -> bool:
    return officer.allows(finding, asked) or review_answerer.allows(finding.review, asked)


@permission("the lead of the channel or an officer")
def remover(holder: Any, asked: Asked) -> bool:
    return officer.allows(holder, asked) or bool(holder.channel.lead_id == asked.by.pk)

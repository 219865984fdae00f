"""The steps of a plan, from its submission to the decision."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Model

from governance.channels import acts as channels
from governance.models import Plan, Review
from governance.plans import guards, inputs, questions
from governance.who import permissions as may
from governance.who import recipients
from ledger.acts import Act
from ledger.questions import Asked
from ledger.steps import Tell, step

State = Plan.State


def _channel_and_reviews(plan: Plan, asked: Asked) -> Iterable[Model]:
    """The channel that the plan renews or changes and its open reviews, to be locked with it."""
    if plan.channel is None:
        return []
    return [plan.channel, *plan.channel.reviews.exclude(state=Review.State.CLOSED)]


@step(
    "plan.submit",
    Plan,
    source=[State.DRAFT, State.CHANGES_REQUESTED],
    target=State.SUBMITTED,
    label="Submit the plan",
    who=may.author | may.team_lead,
    guards=[
        guards.sections_complete,
        guards.consultation_recorded,
        guards.policy_acknowledged,
        guards.two_administrators,
        guards.recovery_mailbox_listed,
        guards.ends_in_time,
        guards.corporate_only_where_allowed,
        guards.changes_something,
        guards.somebody_decides,
        guards.no_other_open_plan,
        guards.address_free,
        guards.platform_open,
    ],
    tells=[Tell("plan_submitted", recipients.deciders)],
    tokens=True,
)
def submit(plan: Plan, act: Act) -> None:
    plan.submitted_by_id, plan.submitted_at = act.by.pk, act.at
    plan.officer = None
    plan.approved_by = plan.approved_at = None


@step(
    "plan.take_up",
    Plan,
    source=[State.SUBMITTED],
    target=State.UNDER_CONSIDERATION,
    label="Take the plan up",
    who=may.may_take_up,
    expected_by=may.officer,
    tells=[Tell("plan_taken_up", recipients.proposers)],
    refusals_matter=True,
    decides=True,
)
def take_up(plan: Plan, act: Act) -> None:
    plan.officer_id = act.by.pk


@step(
    "plan.release",
    Plan,
    source=[State.UNDER_CONSIDERATION],
    target=State.SUBMITTED,
    label="Release the plan",
    who=may.officer_in_charge | may.head,
    tells=[Tell("plan_submitted", recipients.deciders)],
    decides=True,
)
def release(plan: Plan, act: Act) -> None:
    plan.officer = None


@step(
    "plan.request_changes",
    Plan,
    source=[State.UNDER_CONSIDERATION, State.AWAITING_EXECUTIVE],
    target=State.CHANGES_REQUESTED,
    label="Ask for changes",
    who=may.deciding_now,
    form=inputs.RequestChanges,
    tells=[Tell("plan_changes_requested", recipients.proposers)],
    refusals_matter=True,
    decides=True,
)
def request_changes(plan: Plan, act: Act) -> None:
    plan.changes_wanted = act.inputs["changes_wanted"]


@step(
    "plan.approve",
    Plan,
    source=[State.UNDER_CONSIDERATION],
    target=[State.APPROVED, State.AWAITING_EXECUTIVE],
    label="Approve the plan",
    who=may.may_approve,
    expected_by=may.would_approve,
    guards=[guards.executive_where_wanted, guards.address_free, guards.platform_open],
    form=inputs.Approve,
    tells=[
        Tell("plan_approved", recipients.proposers_if_approved),
        Tell("plan_awaits_sign_off", recipients.executives_if_awaited),
    ],
    locks=_channel_and_reviews,
    refusals_matter=True,
    decides=True,
)
def approve(plan: Plan, act: Act) -> str:
    """Where a second sign-off is due, an executive decides as well."""
    plan.approved_by_id, plan.approved_at = act.by.pk, act.at
    plan.conditions = act.inputs["conditions"]
    if act.inputs["second_sign_off"] or guards.second_sign_off_due(plan):
        return State.AWAITING_EXECUTIVE
    _carry_out(plan, act)
    return State.APPROVED


@step(
    "plan.sign_off",
    Plan,
    source=[State.AWAITING_EXECUTIVE],
    target=State.APPROVED,
    label="Sign off the plan",
    who=may.may_sign_off,
    expected_by=may.executive,
    guards=[guards.address_free, guards.platform_open],
    tells=[Tell("plan_approved", recipients.proposers_and_officer)],
    locks=_channel_and_reviews,
    refusals_matter=True,
    decides=True,
)
def sign_off(plan: Plan, act: Act) -> None:
    plan.signed_off_by_id, plan.signed_off_at = act.by.pk, act.at
    _carry_out(plan, act)


@step(
    "plan.reject",
    Plan,
    source=[State.UNDER_CONSIDERATION, State.AWAITING_EXECUTIVE],
    target=State.REJECTED,
    label="Reject the plan",
    who=may.deciding_now,
    form=inputs.Reason,
    tells=[Tell("plan_rejected", recipients.proposers)],
    refusals_matter=True,
    danger=True,
    decides=True,
)
def reject(plan: Plan, act: Act) -> None:
    plan.decision_reason, plan.decided_at = act.inputs["reason"], act.at


@step(
    "plan.withdraw",
    Plan,
    source=[State.DRAFT, *Plan.IN_HAND],
    target=State.WITHDRAWN,
    label="Withdraw the plan",
    who=may.author | may.team_lead,
    tells=[Tell("plan_withdrawn", recipients.officer_of_plan)],
    danger=True,
    tokens=True,
)
def withdraw(plan: Plan, act: Act) -> None:
    plan.decided_at = act.at


@step(
    "plan.reopen",
    Plan,
    source=[State.REJECTED, State.WITHDRAWN],
    target=State.DRAFT,
    label="Open the plan again",
    who=may.author | may.team_lead,
    silent="It is a draft again; the officers hear of it when it is submitted.",
    tokens=True,
)
def reopen(plan: Plan, act: Act) -> None:
    plan.decided_at, plan.decision_reason = None, ""
    plan.submitted_by = plan.submitted_at = None
    plan.approved_by = plan.approved_at = None
    plan.signed_off_by = plan.signed_off_at = None
    plan.officer = None


def _carry_out(plan: Plan, act: Act) -> None:
    """An approved plan creates or changes its channel in the same transaction."""
    plan.decided_at = act.at
    facts = questions.taken_over(plan)
    plan.channel = channels.follow_plan(plan, facts, by=act.by, today=act.today)

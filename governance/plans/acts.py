"""The steps of a plan, from its submission to the decision."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Model

from governance.channels import acts as channels
from governance.models import Plan, Review
from governance.plans import conditions, guards, inputs, questions
from governance.who import deciders, recipients
from governance.who import permissions as may
from ledger.acts import Act
from ledger.questions import Asked
from ledger.refusals import InvalidError, RefusedError
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
    target=[State.SUBMITTED, State.UNDER_CONSIDERATION],
    label="Submit the plan",
    did="submitted it",
    who=may.author | may.team_lead,
    guards=[
        guards.sections_complete,
        guards.consultation_recorded,
        guards.policy_acknowledged,
        guards.people_here,
        guards.two_administrators,
        guards.recovery_mailbox_listed,
        guards.ends_in_time,
        guards.corporate_only_where_allowed,
        guards.changes_something,
        guards.somebody_decides,
        guards.no_other_open_plan,
        guards.address_free,
        guards.platform_open,
        guards.renewable,
    ],
    form=inputs.Submit,
    tells=[Tell("plan_submitted", recipients.deciders_if_submitted), "plan_submitted_again"],
    tokens=True,
)
def submit(plan: Plan, act: Act) -> str:
    """After changes it goes back to the officer who had it in hand, if they still can decide it."""
    _say_why_they_go_on(plan, act)
    plan.submitted_by_id, plan.submitted_at = act.by.pk, act.at
    _forget_approval(plan)
    if plan.state == State.CHANGES_REQUESTED and deciders.still_decides(plan):
        act.tell(
            "plan_submitted_again",
            recipients.whose_changes_were_made(plan),
            **plan.told(),
            changes_wanted=plan.changes_wanted,
            changed=[each.label for each in questions.changed(plan)],
        )
        return State.UNDER_CONSIDERATION
    plan.officer = None
    return State.SUBMITTED


def _say_why_they_go_on(plan: Plan, act: Act) -> None:
    """A reason is asked for where the consultation advised against it; one that was given holds."""
    against = guards.advised_against(plan)
    plan.going_on = (act.inputs["going_on"] or plan.going_on) if against else ""
    if against and not plan.going_on:
        advice = f"{against.get_outcome_display()[:1].lower()}{against.get_outcome_display()[1:]}"
        said = f"{against.officer}'s advice was: {advice}. Say why you go on with the plan."
        raise InvalidError({"going_on": [said]})


def _forget_approval(plan: Plan) -> None:
    plan.approved_by = plan.approved_at = None
    plan.approval_reason = plan.conditions = ""


@step(
    "plan.take_up",
    Plan,
    source=[State.SUBMITTED],
    target=State.UNDER_CONSIDERATION,
    label="Take the plan up",
    did="took it up",
    late="plan.take_over",
    who=may.may_take_up,
    expected_by=may.officer,
    tells=[Tell("plan_taken_up", recipients.proposers)],
    refusals_matter=True,
    decides=True,
)
def take_up(plan: Plan, act: Act) -> None:
    plan.officer_id = act.by.pk


@step(
    "plan.take_over",
    Plan,
    source=[State.UNDER_CONSIDERATION],
    target=State.UNDER_CONSIDERATION,
    label="Take the plan over",
    did="took it over",
    who=may.may_take_over,
    form=inputs.TakeOver,
    tells=["plan_taken_over"],
    refusals_matter=True,
    decides=True,
)
def take_over(plan: Plan, act: Act) -> None:
    """From an officer who is away; they hear of it, and the team does."""
    before, named = plan.officer, act.inputs["from_whom"]
    if named and named != plan.officer_id:
        raise RefusedError(f"{before} has it in hand by now. Look again before you take it over.")
    if before is not None:
        act.facts["officer_before"] = str(before.pk)
    plan.officer_id = act.by.pk
    act.tell(
        "plan_taken_over",
        [*([before] if before else []), *recipients.proposers(plan)],
        **plan.told(),
        before=str(before or ""),
        reason=act.inputs["reason"],
    )


@step(
    "plan.release",
    Plan,
    source=[State.UNDER_CONSIDERATION, State.AWAITING_EXECUTIVE],
    target=State.SUBMITTED,
    label="Release the plan",
    did="released it",
    who=may.may_release,
    tells=[Tell("plan_submitted", recipients.deciders)],
    decides=True,
)
def release(plan: Plan, act: Act) -> None:
    """An approval that nobody signed off is given anew by whoever takes it up."""
    plan.officer = None
    _forget_approval(plan)


@step(
    "plan.request_changes",
    Plan,
    source=[State.UNDER_CONSIDERATION, State.AWAITING_EXECUTIVE],
    target=State.CHANGES_REQUESTED,
    label="Ask for changes",
    did="asked for changes",
    who=may.deciding_now,
    form=inputs.RequestChanges,
    tells=[Tell("plan_changes_requested", recipients.proposers)],
    refusals_matter=True,
    decides=True,
)
def request_changes(plan: Plan, act: Act) -> None:
    plan.changes_wanted = act.inputs["changes_wanted"]
    plan.answers_before = questions.in_words(plan)


@step(
    "plan.approve",
    Plan,
    source=[State.UNDER_CONSIDERATION],
    target=[State.APPROVED, State.AWAITING_EXECUTIVE],
    label="Approve the plan",
    did="approved it",
    who=may.may_approve,
    expected_by=may.would_approve,
    guards=[
        guards.executive_where_due,
        guards.address_free,
        guards.platform_open,
        guards.people_here,
        guards.not_retired,
        guards.renewable,
    ],
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
    given = act.inputs
    if given["second_sign_off"] and not guards.could_be_signed_off(plan, act):
        raise InvalidError({"second_sign_off": [guards.nobody_signs_off(plan)]})
    found = conditions.read(given["conditions"], given["conditions_due"], act.today)
    plan.approved_by_id, plan.approved_at = act.by.pk, act.at
    plan.approval_reason, plan.conditions = given["reason"], conditions.in_lines(found)
    if found:
        act.words["conditions"] = plan.conditions
    if given["second_sign_off"] or guards.second_sign_off_due(plan):
        return State.AWAITING_EXECUTIVE
    _carry_out(plan, act)
    return State.APPROVED


@step(
    "plan.sign_off",
    Plan,
    source=[State.AWAITING_EXECUTIVE],
    target=State.APPROVED,
    label="Sign off the plan",
    did="signed it off",
    who=may.may_sign_off,
    expected_by=may.executive,
    guards=[
        guards.address_free,
        guards.platform_open,
        guards.not_retired,
        guards.renewable,
        guards.people_here,
    ],
    form=inputs.SignOff,
    tells=["plan_approved"],
    locks=_channel_and_reviews,
    refusals_matter=True,
    decides=True,
)
def sign_off(plan: Plan, act: Act) -> None:
    plan.signed_off_by_id, plan.signed_off_at = act.by.pk, act.at
    plan.sign_off_reason = act.inputs["reason"]
    _carry_out(plan, act)
    act.tell(
        "plan_approved",
        recipients.proposers_and_officer(plan, act),
        **plan.told(),
        reason=plan.sign_off_reason,
        approval_reason=plan.approval_reason,
        conditions=plan.conditions,
    )


@step(
    "plan.reject",
    Plan,
    source=[State.UNDER_CONSIDERATION, State.AWAITING_EXECUTIVE],
    target=State.REJECTED,
    label="Reject the plan",
    did="rejected it",
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
    did="withdrew it",
    who=may.author | may.team_lead | may.plan_manager | may.left_behind,
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
    did="opened it again",
    who=may.author | may.team_lead,
    silent="It is a draft again; the officers hear of it when it is submitted.",
    tokens=True,
)
def reopen(plan: Plan, act: Act) -> None:
    plan.decided_at, plan.decision_reason = None, ""
    plan.submitted_by = plan.submitted_at = None
    plan.signed_off_by = plan.signed_off_at = None
    plan.sign_off_reason = plan.going_on = ""
    plan.answers_before = {}
    plan.officer = None
    _forget_approval(plan)


def _carry_out(plan: Plan, act: Act) -> None:
    """An approved plan creates or changes its channel in the same transaction."""
    plan.decided_at = act.at
    facts = questions.taken_over(plan)
    plan.channel = channel = channels.follow_plan(plan, facts, by=act.by, today=act.today)
    conditions.set_down(plan, channel, act)

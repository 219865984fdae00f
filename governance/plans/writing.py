"""Beginning a plan and writing its answers."""

from __future__ import annotations

import datetime
from typing import Any

import addresses
from governance import book
from governance.models import Channel, Plan, Platform
from governance.models.plan import Tier
from governance.plans import consultations, guards, inputs, kinds, questions
from governance.plans.asking import Kind, Question
from governance.plans.references import new_reference
from governance.who import permissions as may
from ledger.acts import Act, act, clean
from ledger.refusals import InvalidError
from people.models import Team, User

UNTOLD = "It is a draft; the officers hear of it when it is submitted."


@act(
    "plan.start",
    Plan,
    label="Start a plan",
    past="Plan started",
    who=may.team_member,
    guards=[guards.not_retired],
    silent=UNTOLD,
    tokens=True,
)
def begin(plan: Plan, act: Act, answers: dict[str, Any]) -> None:
    _begin(plan, answers)


@act(
    "plan.start_for_team",
    Plan,
    label="Begin a plan for a team",
    past="Plan started after a talk",
    who=may.other_officer,
    guards=[guards.led_by_its_author],
    form=inputs.RecordConsultation,
    tells=["plan_begun"],
)
def begin_for_team(plan: Plan, act: Act, answers: dict[str, Any]) -> None:
    """An officer talked with a lead before there was a plan: it is the lead's, the talk is kept."""
    _begin(plan, answers)
    consultation = consultations.keep(plan, act)
    act.tell(
        "plan_begun",
        [plan.author],
        **plan.told(),
        outcome=consultation.get_outcome_display(),
        advice=consultation.advice,
    )


@act(
    "plan.start_renewal",
    Plan,
    label="Write a renewal plan",
    past="Plan started",
    who=may.may_write_renewal,
    guards=[guards.not_retired, guards.renewable],
    silent=UNTOLD,
    tokens=True,
)
def begin_renewal(plan: Plan, act: Act, answers: dict[str, Any]) -> None:
    _begin(plan, answers)


@act(
    "plan.start_change",
    Plan,
    label="Write a change plan",
    past="Plan started",
    who=may.may_write_renewal,
    guards=[guards.not_retired, guards.live_before],
    silent=UNTOLD,
    tokens=True,
)
def begin_change(plan: Plan, act: Act, answers: dict[str, Any]) -> None:
    _begin(plan, answers)


def _begin(plan: Plan, answers: dict[str, Any]) -> None:
    plan.reference = new_reference()
    questions.keep(plan, answers)


def start(
    *,
    by: User,
    today: datetime.date,
    team: Team,
    platform: Platform,
    name: str,
    tier: str = Tier.SERVICE,
) -> Plan:
    """A new draft. `name` is what the channel is called, as its followers would read it."""
    called = clean(inputs.Name, {"name": name})["name"]
    plan = Plan(team=team, author=by, name=called, platform=platform, tier=tier)
    begin(plan, {"lead": by, "administrators": [by]}, by=by, today=today)
    return plan


def start_for_team(
    *,
    by: User,
    today: datetime.date,
    team: Team,
    author: User,
    platform: Platform,
    name: str,
    talk: dict[str, Any],
) -> Plan:
    """A draft of that lead's, begun by an officer; `talk` is what is recorded of the talk."""
    called = clean(inputs.Name, {"name": name})["name"]
    plan = Plan(team=team, author=author, name=called, platform=platform)
    first = {"lead": author, "administrators": [author]}
    begin_for_team(plan, first, by=by, today=today, **talk)
    return plan


def start_renewal(channel: Channel, *, by: User, today: datetime.date) -> Plan:
    """A renewal plan that starts from the old answers."""
    last = channel.plans.filter(state=Plan.State.APPROVED).exclude(kind=Plan.Kind.CHANGE)
    plan = _for(channel, Plan.Kind.RENEWAL, by)
    answers = questions.beginning(plan, channel, last.order_by("-decided_at").first())
    begin_renewal(plan, answers, by=by, today=today)
    return plan


def start_change(
    channel: Channel, *, by: User, today: datetime.date, answers: dict[str, Any] | None = None
) -> Plan:
    """A plan for another name, handle or tier, or for other words in public.

    It starts from what the channel has, and from `answers` as forms and JSON give them.
    """
    plan = _for(channel, Plan.Kind.CHANGE, by)
    given = _clean(plan, answers or {})
    now = [user for user in channel.administrators.all() if user.is_active]
    people = {"lead": channel.lead, "administrators": now}
    begun = questions.beginning(plan, channel, None) | people | given
    begin_change(plan, begun, by=by, today=today)
    return plan


def _for(channel: Channel, kind: Plan.Kind, by: User) -> Plan:
    return Plan(
        kind=kind,
        channel=channel,
        team=channel.team,
        author=by,
        name=channel.name,
        platform=channel.platform,
        tier=channel.tier,
        handle=channel.agreed_handle or channel.handle,
        address_key=channel.agreed_key or channel.address_key,
    )


def answer(plan: Plan, name: str, *, by: User, today: datetime.date, data: Any) -> None:
    """Keep the answer to one question. `data` is what a form of that question was given."""
    write(plan, by=by, today=today, answers={name: data})


def write(plan: Plan, *, by: User, today: datetime.date, answers: dict[str, Any]) -> None:
    """Keep several answers at once, all or none. Values are as forms and JSON give them."""
    keep_answers(plan, _clean(plan, answers), sorted(answers), by=by, today=today)


@act(
    "plan.write",
    Plan,
    label="Change the plan",
    past="Answers changed",
    who=may.author | may.team_lead,
    guards=[guards.writable],
    silent=UNTOLD,
    tokens=True,
)
def keep_answers(plan: Plan, act: Act, cleaned: dict[str, Any], names: list[str]) -> None:
    questions.keep(plan, cleaned)
    act.facts["answers"] = names


def _clean(plan: Plan, answers: dict[str, Any]) -> dict[str, Any]:
    cleaned: dict[str, Any] = {}
    errors: dict[str, list[str]] = {}
    for name, given in answers.items():
        question = questions.find(name)
        if question is None:
            errors[name] = ["There is no such question."]
            continue
        if plan.kind not in question.asked_in:
            errors[name] = [questions.not_asked(plan)]
            continue
        try:
            cleaned |= _cleaned(plan, question, given)
        except InvalidError as error:
            errors |= error.errors
    if errors:
        raise InvalidError(errors)
    return cleaned


def _cleaned(plan: Plan, question: Question, given: Any) -> dict[str, Any]:
    name = question.name
    value = kinds.kept(question, clean(kinds.form(question), {name: given})[name])
    if question.kind is not Kind.HANDLE:
        return {name: value}
    try:
        known = book.current().addresses
        address = addresses.as_typed(plan.platform.rules, value, known)
    except addresses.UnreadableHandleError as error:
        raise InvalidError({name: [str(error)]}) from error
    return {name: address.handle, "address_key": address.key}

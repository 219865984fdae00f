"""What people do with plans."""

from __future__ import annotations

import datetime
import secrets
from typing import Any

from django.db import models

import addresses
from governance import book
from governance.models.channel import Channel
from governance.models.plan import Plan, Tier
from governance.models.platform import Platform
from governance.plans import inputs
from governance.plans import questions as sections
from governance.who import permissions as may
from ledger import acts, steps
from ledger.questions import Asked, Permission, guard
from ledger.refusals import InvalidError
from people.models import Team, User

# No vowels, so no words; no characters that look alike.
UNAMBIGUOUS = "23456789BCDFGHJKMNPQRTVWXYZ"
REFERENCE_LENGTH = 6


@guard("A plan can be changed while it is a draft, or when changes are requested.")
def writable(plan: Plan, asked: Asked) -> bool:
    return plan.state in Plan.WRITABLE


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
    called = acts.clean(inputs.Name, {"name": name})["name"]
    plan = Plan(team=team, author=by, name=called, platform=platform, tier=tier, lead=by)
    return _begin(plan, [by], by=by, today=today, who=may.team_member)


def start_renewal(channel: Channel, *, by: User, today: datetime.date) -> Plan:
    """A renewal plan that starts from the old answers."""
    last = channel.plans.filter(state=Plan.State.APPROVED).order_by("-decided_at").first()
    plan = Plan(
        kind=Plan.Kind.RENEWAL,
        channel=channel,
        team=channel.team,
        author=by,
        name=channel.name,
        platform=channel.platform,
        tier=channel.tier,
        lead=channel.lead,
        handle=channel.handle,
        address_key=channel.address_key,
        monitored=channel.monitored,
        out_of_hours=channel.out_of_hours,
        recovery_mailbox=channel.recovery_mailbox,
        reason=channel.purpose,
    )
    for name in sections.QUESTIONS if last else ():
        if name not in {"administrators", "lead", "ends_on", "handle"} and getattr(last, name):
            setattr(plan, name, getattr(last, name))
    administrators = list(channel.administrators.all())
    return _begin(plan, administrators, by=by, today=today, who=may.channel_person)


def _begin(
    plan: Plan, administrators: list[User], *, by: User, today: datetime.date, who: Permission
) -> Plan:
    with acts.performing(
        "plan.start",
        plan,
        by=by,
        today=today,
        who=who,
        label="start a plan",
        guards=[not_retired],
    ) as act:
        plan.reference = _new_reference()
        plan.save()
        plan.administrators.set(administrators)
        act.subject = plan
    return plan


@guard("The channel is retired; a new plan is needed instead.")
def not_retired(plan: Plan, asked: Asked) -> bool:
    return plan.channel is None or plan.channel.state != Channel.State.RETIRED


def answer(plan: Plan, name: str, *, by: User, today: datetime.date, data: Any) -> None:
    """Keep the answer to one question. `data` is what a form of that question was given."""
    write(plan, by=by, today=today, answers={name: data})


def write(plan: Plan, *, by: User, today: datetime.date, answers: dict[str, Any]) -> None:
    """Keep several answers at once, all or none. Values are as forms and JSON give them."""
    cleaned = _clean(plan, answers)
    with acts.performing(
        "plan.write",
        plan,
        by=by,
        today=today,
        who=_writers,
        label="change the plan",
        guards=[writable],
    ) as act:
        fresh = act.subject
        for name, value in cleaned.items():
            if name == "administrators":
                fresh.administrators.set(value)
            else:
                setattr(fresh, name, value)
        fresh.save()
        act.asked.facts["answers"] = sorted(answers)
    plan.__dict__.update(fresh.__dict__)


_writers: Permission = may.author | may.team_lead


def _clean(plan: Plan, answers: dict[str, Any]) -> dict[str, Any]:
    cleaned: dict[str, Any] = {}
    errors: dict[str, list[str]] = {}
    for name, given in answers.items():
        question = sections.QUESTIONS.get(name)
        if question is None:
            errors[name] = ["There is no such question."]
            continue
        form = question.form(data={name: given})
        if not form.is_valid():
            errors[name] = [str(error) for error in form.errors[name]]
            continue
        cleaned[name] = form.cleaned_data[name]
    if "handle" in cleaned:
        try:
            address = addresses.from_handle(
                plan.platform.rules, cleaned["handle"], book.current().addresses
            )
            cleaned |= {"handle": address.handle, "address_key": address.key}
        except addresses.UnreadableHandleError as error:
            errors["handle"] = [str(error)]
    if errors:
        raise InvalidError(errors)
    return cleaned


def submit(plan: Plan, *, by: User, today: datetime.date) -> None:
    steps.take(plan, "submit", by=by, today=today)


def take_up(plan: Plan, *, by: User, today: datetime.date) -> None:
    steps.take(plan, "take_up", by=by, today=today)


def release(plan: Plan, *, by: User, today: datetime.date) -> None:
    steps.take(plan, "release", by=by, today=today)


def request_changes(plan: Plan, *, by: User, today: datetime.date, changes_wanted: str) -> None:
    inputs = {"changes_wanted": changes_wanted}
    steps.take(plan, "request_changes", by=by, today=today, inputs=inputs)


def approve(
    plan: Plan,
    *,
    by: User,
    today: datetime.date,
    conditions: str = "",
    second_sign_off: bool = False,
) -> None:
    inputs = {"conditions": conditions, "second_sign_off": second_sign_off}
    steps.take(plan, "approve", by=by, today=today, inputs=inputs)


def sign_off(plan: Plan, *, by: User, today: datetime.date) -> None:
    steps.take(plan, "sign_off", by=by, today=today)


def reject(plan: Plan, *, by: User, today: datetime.date, reason: str) -> None:
    steps.take(plan, "reject", by=by, today=today, inputs={"reason": reason})


def withdraw(plan: Plan, *, by: User, today: datetime.date) -> None:
    steps.take(plan, "withdraw", by=by, today=today)


def reopen(plan: Plan, *, by: User, today: datetime.date) -> None:
    steps.take(plan, "reopen", by=by, today=today)


def visible_to(user: User) -> models.QuerySet[Plan]:
    """Officers, executives and auditors see all plans but others' drafts; the others their own."""
    from people.roles import Role

    seen = _concerns(user)
    if user.is_officer or user.holds(Role.EXECUTIVE, Role.AUDITOR):
        seen |= ~models.Q(state=Plan.State.DRAFT) | models.Q(consultations__isnull=False)
    return Plan.objects.filter(seen).distinct()


def concerning(user: User) -> models.QuerySet[Plan]:
    """Plans of theirs: written by them, of their teams, or naming them."""
    return Plan.objects.filter(_concerns(user)).distinct()


def _concerns(user: User) -> models.Q:
    mine = models.Q(author=user) | models.Q(team_id__in=user.team_ids) | models.Q(lead=user)
    return mine | models.Q(administrators=user) | models.Q(team__manager=user)


def _new_reference() -> str:
    """Like P-7KQ2MD: not counted, so that two at the same moment never collide in practice."""
    return "P-" + "".join(secrets.choice(UNAMBIGUOUS) for _ in range(REFERENCE_LENGTH))

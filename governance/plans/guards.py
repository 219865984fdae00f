"""What must hold before a plan is submitted, approved or signed off."""

from collections.abc import Iterable
from typing import Any

from django.apps import apps

from governance.plans import questions as sections
from governance.policy import acts as policies
from governance.who import deciders
from ledger.questions import Asked, guard
from people.models import User
from people.roles import Role

ENOUGH_ADMINISTRATORS = 2


def _missing(plan: Any, asked: Asked) -> str:
    titles = ", ".join(section.title for section in sections.incomplete(plan))
    return f"These sections are not complete: {titles}."


@guard(_missing)
def sections_complete(plan: Any, asked: Asked) -> bool:
    return not sections.incomplete(plan)


@guard("No consultation with a communications officer is recorded for this plan.")
def consultation_recorded(plan: Any, asked: Asked) -> bool:
    return bool(plan.consultations.exclude(recorded_at=None).exists())


def _has_not_read(plan: Any, asked: Asked) -> str:
    names = ", ".join(str(user) for user in policies.yet_to_read(_people(plan), asked.today))
    return f"The current policy has not been acknowledged by: {names}."


@guard(_has_not_read)
def policy_acknowledged(plan: Any, asked: Asked) -> bool:
    return not policies.yet_to_read(_people(plan), asked.today)


@guard("A channel needs two administrators at least; the lead counts, and an officer may be one.")
def two_administrators(plan: Any, asked: Asked) -> bool:
    return len(_people(plan)) >= ENOUGH_ADMINISTRATORS


@guard("The recovery mailbox is not on the organisation's list of mailboxes.")
def recovery_mailbox_listed(plan: Any, asked: Asked) -> bool:
    mailboxes = apps.get_model("governance", "Mailbox").objects
    return bool(mailboxes.filter(address__iexact=plan.recovery_mailbox).exists())


@guard(
    lambda plan, asked: (
        "The end date must lie ahead, and not further than "
        f"{sections.longest_life_span(asked.today)} "
        "(the longest life span that the organisation allows)."
    )
)
def ends_in_time(plan: Any, asked: Asked) -> bool:
    latest = sections.latest_end(asked.today)
    return plan.ends_on is None or bool(asked.today < plan.ends_on <= latest)


@guard("Corporate channels belong to the Communications and Marketing teams.")
def corporate_only_where_allowed(plan: Any, asked: Asked) -> bool:
    return plan.tier != "corporate" or bool(plan.team.may_hold_corporate_channels)


def _nobody(plan: Any, asked: Asked) -> str:
    who = "the head of communications" if deciders.is_communications_own(plan) else "an officer"
    return (
        f"Nobody is eligible to decide this plan: it needs {who} who is neither its author nor of "
        "the team that proposes. Ask a steward to name somebody."
    )


@guard(_nobody)
def somebody_decides(plan: Any, asked: Asked) -> bool:
    return bool(deciders.deciders(plan))


@guard("Another plan for the same channel is open already.")
def no_other_open_plan(plan: Any, asked: Asked) -> bool:
    others = type(plan).objects.exclude(pk=plan.pk).filter(state__in=plan.IN_HAND)
    if plan.channel_id:
        return not others.filter(channel_id=plan.channel_id).exists()
    return not plan.address_key or not others.filter(address_key=plan.address_key).exists()


def unretired_at(plan: Any) -> Any:
    """Another channel that has this platform and handle and is not retired, or None."""
    channels = apps.get_model("governance", "Channel").objects.exclude(state="retired")
    if not plan.address_key:
        return None
    return channels.exclude(pk=plan.channel_id).filter(address_key=plan.address_key).first()


def _taken(plan: Any, asked: Asked) -> str:
    other = unretired_at(plan)
    state = other.get_state_display().lower()
    return (
        f"{plan.handle} on {plan.platform} is in the register already: {other.name} "
        f"({other.team}), which is {state}."
    )


@guard(_taken)
def address_free(plan: Any, asked: Asked) -> bool:
    return unretired_at(plan) is None


@guard(lambda plan, asked: f"{plan.platform} is closed to new channels.")
def platform_open(plan: Any, asked: Asked) -> bool:
    return bool(plan.platform.active)


def second_sign_off_due(plan: Any) -> bool:
    """By rule: corporate channels have a second approver."""
    rules = apps.get_model("governance", "Rules").current()
    return plan.tier == "corporate" and rules.corporate_needs_second_sign_off


@guard("A second sign-off is due, and no executive is eligible to give it.")
def executive_where_wanted(plan: Any, asked: Asked) -> bool:
    if not second_sign_off_due(plan):
        return True
    others = User.objects.holding(Role.EXECUTIVE).exclude(pk__in=[plan.author_id, asked.by.pk])
    return others.exclude(memberships__team_id=plan.team_id).exists()


def channel_and_reviews(plan: Any) -> Iterable[Any]:
    """The channel that the plan renews or changes and its open reviews, to be locked with it."""
    if not plan.channel_id:
        return []
    return [plan.channel, *plan.channel.reviews.exclude(state="closed")]


def _people(plan: Any) -> list[User]:
    lead = [plan.lead] if plan.lead else []
    return list({user.pk: user for user in [*lead, *plan.administrators.all()]}.values())

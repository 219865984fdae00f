"""What must hold before a plan is written, submitted, approved or signed off."""

from __future__ import annotations

from governance.access.guards import unretired
from governance.channels import acts as channels
from governance.channels.changing import having
from governance.channels.people import ENOUGH
from governance.models import Channel, Consultation, Mailbox, Plan, Rules
from governance.models.plan import Tier
from governance.plans import questions
from governance.policy import reading as policy
from governance.who import deciders
from ledger.questions import Asked, guard
from people.models import User
from people.roles import Role

ADVISED_AGAINST = (Consultation.Outcome.USE_EXISTING, Consultation.Outcome.NOT_SUITABLE)


@guard("A plan can be changed while it is a draft, or when changes are requested.")
def writable(plan: Plan, asked: Asked) -> bool:
    return plan.state in Plan.WRITABLE


@guard("The channel is retired; a new plan is needed instead.", helps="plan.start")
def not_retired(plan: Plan, asked: Asked) -> bool:
    return plan.channel is None or unretired.allows(plan.channel, asked)


@guard("The channel is not live yet. A change plan can be written once it is.")
def live_before(plan: Plan, asked: Asked) -> bool:
    return plan.channel is not None and plan.channel.state != Channel.State.APPROVED


def changes(plan: Plan, channel: Channel) -> bool:
    """Whether anything of the channel would be different."""
    settled = questions.taken_over(plan)
    agreed = (channel.agreed_handle or channel.handle, channel.agreed_key or channel.address_key)
    return (plan.handle, plan.address_key) != agreed or any(
        said != getattr(channel, name) for name, said in settled.items()
    )


@guard("It changes nothing: every answer is what the channel has already.", helps="plan.write")
def changes_something(plan: Plan, asked: Asked) -> bool:
    about = plan.channel if plan.kind == Plan.Kind.CHANGE else None
    return about is None or changes(plan, about)


def _not_a_lead(plan: Plan, asked: Asked) -> str:
    return f"{plan.author} does not lead {plan.team}. Name a lead of that team."


@guard(_not_a_lead)
def led_by_its_author(plan: Plan, asked: Asked) -> bool:
    author = plan.author
    return author.is_active and plan.team_id in author.led_team_ids


def _not_renewable(plan: Plan, asked: Asked) -> str:
    states = dict(Channel.State.choices)
    possible = [states[each].lower() for each in channels.renew.sources]
    either = f"{', '.join(possible[:-1])} or {possible[-1]}"
    now = states[plan.channel.state].lower() if plan.channel else "not there"
    return f"A renewal is asked for a channel that is {either}. This one is {now}."


@guard(_not_renewable)
def renewable(plan: Plan, asked: Asked) -> bool:
    """What an approval could not renew is not asked for; a retired channel has its own answer."""
    channel = plan.channel
    if plan.kind != Plan.Kind.RENEWAL or channel is None:
        return True
    return channel.state in (*channels.renew.sources, Channel.State.RETIRED)


@guard("A consultation has been asked for already; an officer will be in touch.")
def none_is_open(plan: Plan, asked: Asked) -> bool:
    return not plan.consultations.filter(recorded_at=None).exists()


@guard("A consultation comes before a plan is decided.")
def undecided(plan: Plan, asked: Asked) -> bool:
    return plan.state in (Plan.State.DRAFT, *Plan.IN_HAND)


def _missing(plan: Plan, asked: Asked) -> str:
    titles = ", ".join(section.title for section in questions.incomplete(plan))
    return f"These sections are not complete: {titles}."


@guard(_missing, helps="plan.write")
def sections_complete(plan: Plan, asked: Asked) -> bool:
    return not questions.incomplete(plan)


@guard(
    "No consultation with a communications officer is recorded for this plan.",
    helps="plan.ask_consultation",
)
def consultation_recorded(plan: Plan, asked: Asked) -> bool:
    return plan.consultations.exclude(recorded_at=None).exists()


def advised_against(plan: Plan) -> Consultation | None:
    """The latest talk, where its advice was to do something else than what the plan asks for."""
    last = plan.consultations.exclude(recorded_at=None).order_by("recorded_at").last()
    return last if last is not None and last.outcome in ADVISED_AGAINST else None


def _has_not_read(plan: Plan, asked: Asked) -> str:
    names = ", ".join(str(user) for user in policy.yet_to_read(people_of(plan), asked.today))
    return f"The current policy has not been acknowledged by: {names}."


@guard(_has_not_read, helps="policy.acknowledge")
def policy_acknowledged(plan: Plan, asked: Asked) -> bool:
    return not policy.yet_to_read(people_of(plan), asked.today)


@guard(
    "A channel needs two administrators at least; the lead counts, and an officer may be one.",
    helps="plan.write",
)
def two_administrators(plan: Plan, asked: Asked) -> bool:
    asks = questions.asks(plan, "administrators")
    return not asks or len(people_of(plan)) >= ENOUGH


@guard("The recovery mailbox is not on the organisation's list of mailboxes.", helps="plan.write")
def recovery_mailbox_listed(plan: Plan, asked: Asked) -> bool:
    asks = questions.asks(plan, "recovery_mailbox")
    return not asks or Mailbox.is_listed(plan.recovery_mailbox)


def _gone(plan: Plan, asked: Asked) -> str:
    names = ", ".join(str(user) for user in people_of(plan) if not user.is_active)
    return f"No longer here: {names}. Name others in the plan."


@guard(_gone, helps="plan.write")
def people_here(plan: Plan, asked: Asked) -> bool:
    """Whoever left meanwhile would lead or administer a channel."""
    return all(user.is_active for user in people_of(plan))


def _too_far(plan: Plan, asked: Asked) -> str:
    return (
        "The end date must lie ahead, and not further than "
        f"{questions.longest_life_span(asked.today)} "
        "(the longest life span that the organisation allows)."
    )


@guard(_too_far, helps="plan.write")
def ends_in_time(plan: Plan, asked: Asked) -> bool:
    latest = questions.latest_end(asked.today)
    return plan.ends_on is None or asked.today < plan.ends_on <= latest


@guard("Corporate channels belong to the Communications and Marketing teams.")
def corporate_only_where_allowed(plan: Plan, asked: Asked) -> bool:
    return plan.tier != Tier.CORPORATE or plan.team.may_hold_corporate_channels


def _missing_deciders(plan: Plan) -> list[str]:
    """Whom the decision would lack, from taking up to signing off."""
    own, takers = deciders.is_communications_own(plan), deciders.takers(plan)
    approvers = deciders.deciders(plan) if own else takers
    found = []
    if not own:
        if not takers:
            found.append(f"an officer who is neither its author nor of {plan.team}, to decide it")
    else:
        if not takers:
            found.append("an officer who is not its author, to take it up")
        if not approvers:
            found.append(
                "a head of communications (or, where no other head is there, an executive) who is "
                "not its author, to approve it"
            )
    if second_sign_off_due(plan) and not any(
        deciders.executives(plan, approver=each) for each in approvers
    ):
        found.append(_SIGNS_OFF.format(plan=plan))
    return found


_SIGNS_OFF = "an executive outside {plan.team} who neither wrote nor approved it, to sign it off"


def _nobody(plan: Plan, asked: Asked) -> str:
    needed = "; and ".join(_missing_deciders(plan))
    return f"Nobody could decide this plan. It needs {needed}. {_whom_to_ask()}"


def _whom_to_ask() -> str:
    stewards = ", ".join(map(str, User.objects.holding(Role.STEWARD)[:3]))
    return f"Ask a steward to name somebody{f': {stewards}' if stewards else ''}."


@guard(_nobody)
def somebody_decides(plan: Plan, asked: Asked) -> bool:
    return not _missing_deciders(plan)


@guard("Another plan for the same channel is open already.")
def no_other_open_plan(plan: Plan, asked: Asked) -> bool:
    others = Plan.objects.exclude(pk=plan.pk).filter(state__in=Plan.IN_HAND)
    if plan.channel_id:
        return not others.filter(channel_id=plan.channel_id).exists()
    return not plan.address_key or not others.filter(address_key=plan.address_key).exists()


def unretired_at(plan: Plan) -> Channel | None:
    """Another channel that has this platform and handle and is not retired, or None.

    One that a change plan agreed for a channel is taken as well. A renewal keeps its own.
    """
    if not plan.address_key or plan.kind == Plan.Kind.RENEWAL:
        return None
    others = having(plan.address_key)
    return (others.exclude(pk=plan.channel_id) if plan.channel_id else others).first()


def _taken(plan: Plan, asked: Asked) -> str:
    other = unretired_at(plan)
    if other is None:
        return ""
    state = other.get_state_display().lower()
    return (
        f"{plan.handle} on {plan.platform} is in the register already: {other.name} "
        f"({other.team}), which is {state}."
    )


@guard(_taken)
def address_free(plan: Plan, asked: Asked) -> bool:
    return unretired_at(plan) is None


def _closed(plan: Plan, asked: Asked) -> str:
    return f"{plan.platform} is closed to new channels."


@guard(_closed)
def platform_open(plan: Plan, asked: Asked) -> bool:
    """A channel that is there already may go on."""
    return plan.kind != Plan.Kind.NEW or plan.platform.active


def second_sign_off_due(plan: Plan) -> bool:
    """By rule: corporate channels have a second approver."""
    return plan.tier == Tier.CORPORATE and Rules.current().corporate_needs_second_sign_off


def nobody_signs_off(plan: Plan) -> str:
    return (
        f"No executive could give the second sign-off. It needs {_SIGNS_OFF.format(plan=plan)}. "
        f"{_whom_to_ask()}"
    )


def _nobody_signs_off(plan: Plan, asked: Asked) -> str:
    return nobody_signs_off(plan)


@guard(_nobody_signs_off)
def executive_where_due(plan: Plan, asked: Asked) -> bool:
    """One that the approver asks for is an input, and is asked about there."""
    return not second_sign_off_due(plan) or could_be_signed_off(plan, asked)


def stuck(plan: Plan, asked: Asked) -> str:
    """Why a plan in hand does not go on by itself, and who leads it on; nothing where it does."""
    state = plan.state
    if state == Plan.State.AWAITING_EXECUTIVE and not deciders.executives(plan):
        back = "The officer in charge or the head of communications can release the plan meanwhile."
        return f"{nobody_signs_off(plan)} {back}"
    considered = state in (Plan.State.SUBMITTED, Plan.State.UNDER_CONSIDERATION)
    if considered and _missing_deciders(plan):
        return _nobody(plan, asked)
    if state == Plan.State.UNDER_CONSIDERATION and not deciders.still_decides(plan):
        return f"{plan.officer} cannot decide it any more. Another officer can take it over."
    return ""


def could_be_signed_off(plan: Plan, asked: Asked) -> bool:
    approver = asked.by if isinstance(asked.by, User) else None
    return bool(deciders.executives(plan, approver=approver))


def people_of(plan: Plan) -> list[User]:
    """Its lead and its administrators, each once."""
    lead = [plan.lead] if plan.lead else []
    return list({user.pk: user for user in [*lead, *plan.administrators.all()]}.values())

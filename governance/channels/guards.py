"""What must hold before a channel goes live, comes back, lapses, lives longer or is retired."""

from __future__ import annotations

import datetime

from governance import book
from governance.access import custody
from governance.models import Channel, Plan, Rules
from ledger.days import add_months, in_words
from ledger.questions import Asked, guard
from ledger.refusals import InvalidError

LONGEST_EXTENSION_MONTHS = 3


@guard("Only a channel that is approved and not live yet is set up.")
def awaiting_set_up(channel: Channel, asked: Asked) -> bool:
    return bool(channel.state == Channel.State.APPROVED)


@guard("The set-up checklist is not confirmed.", helps="channel.confirm_set_up")
def set_up(channel: Channel, asked: Asked) -> bool:
    return channel.set_up_at is not None


@guard(
    "Somebody on call could not pass its second step of signing in: deposit the authenticator "
    "seed or backup codes.",
    helps="custodian.deposit",
)
def second_step_passable(channel: Channel, asked: Asked) -> bool:
    return custody.second_step_passable(channel)


@guard(
    "Its address on the platform is not known, or is not of the agreed handle.",
    helps="channel.confirm_set_up",
)
def address_agreed(channel: Channel, asked: Asked) -> bool:
    address = book.current().addresses.parse(channel.url)
    return address is not None and address.key == channel.address_key


def _ended(channel: Channel, asked: Asked) -> str:
    return f"Its life span ended on {in_words(channel.ends_on)}. Extend or renew it."


@guard(_ended, helps="channel.extend")
def life_span_not_over(channel: Channel, asked: Asked) -> bool:
    return channel.ends_on is None or asked.today <= channel.ends_on


@guard("It has never been live.")
def went_live_before(channel: Channel, asked: Asked) -> bool:
    return channel.live_since is not None


def lapses_on(channel: Channel, rules: Rules | None = None) -> datetime.date | None:
    """The first day on which it may lapse: its life span over and the grace past."""
    if channel.ends_on is None:
        return None
    grace = (rules or Rules.current()).lapse_grace_days
    return channel.ends_on + datetime.timedelta(days=grace + 1)


@guard("Its life span is not over, or its grace is not past.")
def grace_over(channel: Channel, asked: Asked) -> bool:
    day = lapses_on(channel)
    return day is not None and asked.today >= day


@guard(
    "It was extended once already in this life span. A renewal plan is needed now.",
    helps="plan.start_renewal",
)
def not_extended_yet(channel: Channel, asked: Asked) -> bool:
    return channel.extended_on is None


@guard(
    "It has no end date that could be extended. It needs an approved plan.",
    helps="plan.start_renewal",
)
def has_a_life_span(channel: Channel, asked: Asked) -> bool:
    return channel.ends_on is not None


def check_extension(channel: Channel, asked: Asked) -> None:
    """The new end lies ahead and after the old one, at most three months from it."""
    old = channel.ends_on or asked.today  # that it has one was asked before
    wanted = asked.inputs["ends_on"]
    latest = add_months(old, LONGEST_EXTENSION_MONTHS)
    if wanted <= max(old, asked.today):
        raise InvalidError({"ends_on": ["The new end date must lie ahead and after the old one."]})
    if wanted > latest:
        raise InvalidError(
            {"ends_on": [f"At most three months: not later than {in_words(latest)}."]}
        )


def because_of(channel: Channel, asked: Asked, kind: Plan.Kind) -> bool:
    """Whether an approved plan of this kind for this channel is why it is asked."""
    plan = asked.because
    return isinstance(plan, Plan) and plan.channel_id == channel.pk and plan.kind == kind


@guard("It is renewed by the approval of a renewal plan.", helps="plan.start_renewal")
def renewal_approved(channel: Channel, asked: Asked) -> bool:
    return because_of(channel, asked, Plan.Kind.RENEWAL)


@guard(
    "Its records are not captured yet. Prepare the closing first.", helps="channel.prepare_closing"
)
def records_captured(channel: Channel, asked: Asked) -> bool:
    return channel.records_captured_on is not None


@guard(
    "No closing notice has been shown, and nobody said why not. Prepare the closing first.",
    helps="channel.prepare_closing",
)
def closing_notice(channel: Channel, asked: Asked) -> bool:
    return channel.closing_notice_on is not None or bool(channel.no_closing_notice)

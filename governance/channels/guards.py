"""What must hold before a channel goes live, comes back, lapses, lives longer or is retired."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.apps import apps

from governance.plans.questions import add_months
from ledger.questions import Asked, guard
from ledger.refusals import InvalidError

LONGEST_EXTENSION_MONTHS = 3


@guard("The set-up checklist is not confirmed.")
def set_up(channel: Any, asked: Asked) -> bool:
    return channel.set_up_at is not None


def _not_held(channel: Any, asked: Asked) -> str:
    from governance.access import acts as access

    return access.standing(channel).missing or ""


@guard(_not_held)
def access_held(channel: Any, asked: Asked) -> bool:
    """Held and tested, so that somebody on call can act without the team."""
    from governance.access import acts as access

    return access.standing(channel).held


@guard(
    "Somebody on call could not pass its second step of signing in: deposit the authenticator "
    "seed or backup codes."
)
def second_step_passable(channel: Any, asked: Asked) -> bool:
    from governance.access import custody

    return custody.second_step_passable(channel)


@guard("Its address on the platform is not known, or is not of the agreed handle.")
def address_agreed(channel: Any, asked: Asked) -> bool:
    from governance import book

    address = book.current().addresses.parse(channel.url)
    return address is not None and address.key == channel.address_key


@guard(
    lambda channel, asked: (
        f"Its life span ended on {channel.ends_on.day} {channel.ends_on:%B %Y}. Extend or renew it."
    )
)
def life_span_not_over(channel: Any, asked: Asked) -> bool:
    return channel.ends_on is None or asked.today <= channel.ends_on


@guard("It has never been live.")
def went_live_before(channel: Any, asked: Asked) -> bool:
    return channel.live_since is not None


def lapses_on(channel: Any, rules: Any = None) -> datetime.date | None:
    """The first day on which it may lapse: its life span over and the grace past."""
    if channel.ends_on is None:
        return None
    grace = (rules or apps.get_model("governance", "Rules").current()).lapse_grace_days
    return channel.ends_on + datetime.timedelta(days=grace + 1)  # type: ignore[no-any-return]  # any channel


@guard("Its life span is not over, or its grace is not past.")
def grace_over(channel: Any, asked: Asked) -> bool:
    day = lapses_on(channel)
    return day is not None and asked.today >= day


@guard("It was extended once already in this life span. A renewal plan is needed now.")
def not_extended_yet(channel: Any, asked: Asked) -> bool:
    return channel.extended_on is None


@guard("It has no end date that could be extended. It needs an approved plan.")
def has_a_life_span(channel: Any, asked: Asked) -> bool:
    return channel.ends_on is not None


def custodian(channel: Any) -> Iterable[Any]:
    """The channel's keys, locked with it where a step makes new ones due."""
    from governance.access import custody

    return custody.of(channel)


def unclosed_reviews_and_custodian(channel: Any) -> Iterable[Any]:
    return [*channel.reviews.exclude(state="closed"), *custodian(channel)]


def check_extension(channel: Any, asked: Asked) -> None:
    """The new end lies ahead and after the old one, at most three months from it."""
    wanted = asked.inputs["ends_on"]
    latest = add_months(channel.ends_on, LONGEST_EXTENSION_MONTHS)
    if wanted <= max(channel.ends_on, asked.today):
        raise InvalidError({"ends_on": ["The new end date must lie ahead and after the old one."]})
    if wanted > latest:
        said = f"{latest.day} {latest:%B %Y}"
        raise InvalidError({"ends_on": [f"At most three months: not later than {said}."]})


@guard("It is renewed by the approval of a renewal plan.")
def renewal_approved(channel: Any, asked: Asked) -> bool:
    plan = asked.because
    return plan is not None and plan.channel_id == channel.pk and plan.kind == "renewal"


@guard("Its records are not captured yet. Prepare the closing first.")
def records_captured(channel: Any, asked: Asked) -> bool:
    return channel.records_captured_on is not None


@guard("No closing notice has been shown, and nobody said why not. Prepare the closing first.")
def closing_notice(channel: Any, asked: Asked) -> bool:
    return channel.closing_notice_on is not None or bool(channel.no_closing_notice)

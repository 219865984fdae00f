"""Why a channel lapses besides the end of its life span: when that is so, and when it is put right.

Whatever leads from lapsed back to live asks `PUT_RIGHT`.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable
from functools import wraps

from django.utils import timezone

from governance.access.guarding import access_held, tested_lately
from governance.access.standing import standing
from governance.models import Channel, Review, Rules
from governance.models.channel import LapseCause
from ledger.days import add_months
from ledger.questions import Asked, Guard, guard

DAYS_A_WEEK, WEEKDAYS = 7, 5
SPREAD_PARTS = 4  # what was imported is confirmed in all of these parts of the months but the first


def counts_from(channel: Channel) -> datetime.date:
    """The day from which the months count: it was confirmed, imported, or went live after that."""
    said = channel.confirmed_on or channel.imported_on or channel.approved_on
    known = [day for day in (said, channel.live_since) if day]
    return max(known, default=timezone.localtime(channel.created_at).date())


def confirm_by(channel: Channel, rules: Rules | None = None) -> datetime.date:
    """The day by which somebody says that it is still correct.

    Of what was imported and nobody has confirmed yet it comes earlier, and not on one day for all.
    """
    rules = rules or Rules.current()
    counted = counts_from(channel)
    latest = add_months(counted, rules.confirmation_months)
    only_imported = channel.confirmed_on is None and counted == channel.imported_on
    return _spread(channel, counted, latest) if only_imported else latest


def _spread(channel: Channel, first: datetime.date, latest: datetime.date) -> datetime.date:
    """By a hash of its id, a Monday to Friday in the weeks before the latest day.

    The first part of the months is left out: nobody is asked before there was time to look.
    """
    weeks = max((latest - first).days * (SPREAD_PARTS - 1) // SPREAD_PARTS // DAYS_A_WEEK, 1)
    number = int.from_bytes(hashlib.sha256(channel.pk.bytes).digest()[:8])
    week, weekday = divmod(number % (weeks * WEEKDAYS), WEEKDAYS)
    monday = latest - datetime.timedelta(days=latest.weekday())
    return monday - datetime.timedelta(weeks=week + 1) + datetime.timedelta(days=weekday)


def unconfirmed_from(channel: Channel, rules: Rules | None = None) -> datetime.date:
    """The first day on which it may lapse because nobody said so: the grace is past as well."""
    rules = rules or Rules.current()
    grace = datetime.timedelta(days=rules.confirmation_grace_days + 1)
    return confirm_by(channel, rules) + grace


def _not_confirmed(channel: Channel, today: datetime.date) -> bool:
    return today >= unconfirmed_from(channel)


def _no_lead(channel: Channel, today: datetime.date) -> bool:
    return channel.lead is None or not channel.lead.is_active


def _access(channel: Channel, today: datetime.date) -> bool:
    """Not held, or tested too long ago."""
    found = standing(channel)
    return not found.held or found.is_stale(Rules.current(), today)


def _review_overdue(channel: Channel, today: datetime.date) -> bool:
    return channel.reviews.filter(state=Review.State.OPEN, due_on__lt=today).exists()


HOLDS: dict[str, Callable[[Channel, datetime.date], bool]] = {
    LapseCause.NOT_CONFIRMED: _not_confirmed,
    LapseCause.NO_LEAD: _no_lead,
    LapseCause.ACCESS: _access,
    LapseCause.REVIEW_OVERDUE: _review_overdue,
}
"""By cause: is it so on this day?"""


@guard("Somebody confirmed it lately, and nothing is missing that would take it off the list.")
def some_cause_holds(channel: Channel, asked: Asked) -> bool:
    return any(holds(channel, asked.today) for holds in HOLDS.values())


def _still(cause: LapseCause, channel: Channel, asked: Asked) -> bool:
    return channel.lapse_cause == cause and HOLDS[cause](channel, asked.today)


@guard("It lapsed because it has no lead. Name a lead first.", helps="channel.name_people")
def lead_named(channel: Channel, asked: Asked) -> bool:
    return not _still(LapseCause.NO_LEAD, channel, asked)


def _after_access(rule: Guard[Channel]) -> Guard[Channel]:
    """Asked of what lapsed because access was not held; it leads to the act that helps."""

    @wraps(rule.allows)
    def allows(channel: Channel, asked: Asked) -> bool:
        return channel.lapse_cause != LapseCause.ACCESS or rule.allows(channel, asked)

    return Guard(allows, rule.sentence, rule.helps)


@guard("It lapsed because its review is overdue. Answer the review first.")
def review_answered(channel: Channel, asked: Asked) -> bool:
    return not _still(LapseCause.REVIEW_OVERDUE, channel, asked)


@guard(
    "It lapsed at the end of its life span. An approved renewal plan brings it back.",
    helps="plan.start_renewal",
)
def lapsed_for_another_reason(channel: Channel, asked: Asked) -> bool:
    lapsed = channel.state == Channel.State.LAPSED
    return not (lapsed and channel.lapse_cause == LapseCause.LIFE_SPAN)


PUT_RIGHT: tuple[Guard[Channel], ...] = (
    lead_named,
    *map(_after_access, (*access_held, *tested_lately)),
    review_answered,
)
"""That nobody confirmed it is put right by whoever brings it back: they say that it is right."""

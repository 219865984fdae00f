"""Why a channel lapses besides the end of its life span: when that is so, and when it is put right.

Whatever leads from lapsed back to live asks `PUT_RIGHT`.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from functools import wraps

from django.db.models import Q
from django.utils import timezone

from governance.access.days import spread
from governance.access.guarding import access_held, tested_lately
from governance.access.standing import standing
from governance.channels.people import ENOUGH
from governance.models import Channel, Review, Rules
from governance.models.channel import LapseCause
from ledger.days import add_months
from ledger.questions import Asked, Guard, guard


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
    return spread(channel.pk, counted, latest) if only_imported else latest


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


def _too_few(channel: Channel, today: datetime.date) -> bool:
    return sum(user.is_active for user in channel.administrators.all()) < ENOUGH


def _review_overdue(channel: Channel, today: datetime.date) -> bool:
    """Nobody answered it by its day; or nobody closed it within the rule's days of its answer."""
    patience = datetime.timedelta(days=Rules.current().review_overdue_days)
    unanswered = Q(state=Review.State.OPEN, due_on__lt=today)
    unclosed = Q(state=Review.State.ANSWERED, due_on__lt=today - patience)
    unclosed &= Q(answered_at__date__lt=today - patience)
    return channel.reviews.filter(unanswered | unclosed).exists()


HOLDS: dict[str, Callable[[Channel, datetime.date], bool]] = {
    LapseCause.NOT_CONFIRMED: _not_confirmed,
    LapseCause.NO_LEAD: _no_lead,
    LapseCause.TOO_FEW: _too_few,
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


@guard(
    "It lapsed because fewer than two people are named to act on it. Name two first.",
    helps="channel.name_people",
)
def two_named(channel: Channel, asked: Asked) -> bool:
    return not _still(LapseCause.TOO_FEW, channel, asked)


def _after_access(rule: Guard[Channel]) -> Guard[Channel]:
    """Asked of what lapsed because access was not held; it leads to the act that helps."""

    @wraps(rule.allows)
    def allows(channel: Channel, asked: Asked) -> bool:
        return channel.lapse_cause != LapseCause.ACCESS or rule.allows(channel, asked)

    return Guard(allows, rule.sentence, rule.helps)


def _what_its_review_needs(channel: Channel, asked: Asked) -> str:
    late = channel.reviews.filter(due_on__lt=asked.today)
    if late.filter(state=Review.State.OPEN).exists():
        return "It lapsed because its review is overdue. Answer the review first."
    return "It lapsed because nobody closed its review. An officer has to close it first."


@guard(_what_its_review_needs)
def review_met(channel: Channel, asked: Asked) -> bool:
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
    two_named,
    *map(_after_access, (*access_held, *tested_lately)),
    review_met,
)
"""That nobody confirmed it is put right by whoever brings it back: they say that it is right."""

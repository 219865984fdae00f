"""Channels that a file brings: many in one transaction, each by an act with its entry.

A state is assigned by steps alone, in one place. The exception is here: an imported channel
exists already in the state that the file says, so `_channel` makes it in that state.
"""

from __future__ import annotations

import datetime
from typing import Any

from django.utils import timezone

from governance.models import Channel
from governance.models.channel import LapseCause
from governance.published import listings
from governance.register.bringing import bring_in
from governance.register.columns import APPROVED_ON, ENDS_ON, STATE, TAKEN
from governance.register.days import Calendar
from governance.register.facts import Facts, known_of
from governance.register.judging import Intent, needs_an_end
from governance.register.known import Known
from governance.register.newcomers import Newcomers
from ledger.actors import Actor
from ledger.acts import one_transaction
from people.models import User


def add(intents: list[Intent], calendar: Calendar, *, by: Actor, public: bool) -> None:
    """All or none, in one transaction, with an entry for each."""
    if not intents:
        return
    today = calendar.today
    known = known_of(intent.facts for intent in intents)
    newcomers = Newcomers(known, by=by, today=today)
    with one_transaction():
        channels = [
            _added(each, known, newcomers, calendar, by=by, public=public) for each in intents
        ]
        # In one order, because two imports of one file would otherwise wait for each other.
        Channel.objects.bulk_create(sorted(channels, key=lambda each: each.address_key))
        administering: Any = Channel.administrators.through
        administering.objects.bulk_create(
            [
                administering(channel_id=channel.pk, user_id=channel.lead_id)
                for channel in channels
                if channel.lead_id
            ]
        )
        listings.add(channels)


def _added(
    intent: Intent,
    known: Known,
    newcomers: Newcomers,
    calendar: Calendar,
    *,
    by: Actor,
    public: bool,
) -> Channel:
    channel = _channel(intent, known, newcomers, calendar, by=by)
    channel.withheld = not public
    facts = {"line": intent.facts.line, "state": str(channel.state)}
    if channel.withheld:
        facts["withheld"] = True
    if channel.ends_provisional and channel.ends_on:
        facts["provisional_end"] = channel.ends_on.isoformat()
    bring_in(channel, facts, None, by=by, today=calendar.today)
    return channel


def _channel(
    intent: Intent, known: Known, newcomers: Newcomers, calendar: Calendar, *, by: Actor
) -> Channel:
    facts, address = intent.facts, intent.facts.location.address
    if address is None or intent.verdict.channel is None:
        raise ValueError("A row without an address is not added.")
    platform = known.platforms[address.platform_slug]
    state = facts[STATE] or Channel.State.LIVE
    channel = Channel(
        id=intent.verdict.channel,
        state=state,
        platform=platform,
        handle=address.handle,
        address_key=address.key,
        url=address.url,
        access_method=platform.access_method,
        approval=Channel.Approval.IMPORTED,
        imported_on=calendar.today,
        **_facts_of_state(state, facts, by, calendar.today),
    )
    for column, taking in TAKEN:
        if said := facts[column]:
            taking.put(channel, said, newcomers)
    if needs_an_end(facts):
        channel.ends_on = calendar.provisional_end(channel.pk)
        channel.ends_provisional = True
    return channel


def _facts_of_state(state: str, facts: Facts, by: Actor, today: datetime.date) -> dict[str, Any]:
    """What must be known of a channel in this state; nobody can say it better than the file."""
    found: dict[str, Any] = {}
    if state != Channel.State.APPROVED:
        found["live_since"] = min(facts[APPROVED_ON] or today, today)
    if state == Channel.State.SUSPENDED:
        found["suspended_by"] = by if isinstance(by, User) else None
        found["suspended_at"] = timezone.now()
        found["suspension_cause"] = Channel.Cause.OTHER
        found["suspension_reason"] = "It was suspended already when it was imported."
    if state == Channel.State.LAPSED:
        found["lapsed_on"] = min(facts[ENDS_ON] or today, today)
        found["lapse_cause"] = LapseCause.LIFE_SPAN
    if state == Channel.State.RETIRED:
        found["retired_on"] = today
        found["retired_reason"] = "It was retired already when it was imported."
    return found

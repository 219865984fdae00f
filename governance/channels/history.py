"""The states that a channel went through, as the ledger tells them."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from governance.models import Channel
from ledger.history import Told, entries_about
from ledger.models import Entry


@dataclass(frozen=True)
class Stretch:
    """A time in one state; `until` is None while it lasts."""

    state: str
    since: datetime.date
    until: datetime.date | None


def entries_of(channel: Channel) -> QuerySet[Entry]:
    return entries_about("channel", channel.pk)


def life(channel: Channel, acts: list[Told]) -> list[Stretch]:
    """The states from its approval until now; `acts` are the channel's, oldest first."""
    changes = [
        (timezone.localtime(act.at).date(), act.facts["from"], act.facts["to"])
        for act in acts
        if "to" in act.facts
    ]
    state = changes[0][1] if changes else channel.state
    known = [channel.approved_on, channel.live_since]
    known += [timezone.localtime(act.at).date() for act in acts[:1]]
    known += [changes[0][0]] if changes else []
    since = min((day for day in known if day), default=timezone.localdate())
    found = []
    for day, _, to in changes:
        if to != state:
            found.append(Stretch(state, since, day))
            state, since = to, day
    return [*found, Stretch(state, since, None)]

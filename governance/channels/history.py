"""The states that a channel went through, as the ledger tells them."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from governance.access import second_step
from governance.models import Channel
from ledger.history import REFUSED, Told, entries_about
from ledger.models import Entry


@dataclass(frozen=True)
class Stretch:
    """A time in one state; `until` is None while it lasts."""

    state: str
    since: datetime.date
    until: datetime.date | None


CONCERNS = [second_step.record_off.name, second_step.record_on.name]
"""Whoever does not read reasons does not read either that a password alone opens it."""


def entries_of(channel: Channel, *, reasons: bool) -> QuerySet[Entry]:
    """All of them with `reasons`; else neither what was refused nor how somebody could get in."""
    found = entries_about("channel", channel.pk)
    return found if reasons else found.exclude(act__endswith=REFUSED).exclude(act__in=CONCERNS)


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

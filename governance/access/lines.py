"""The lead and the administrators are lines of the access list, from the approval on."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterable

from governance.access import endings, looked
from governance.access.endings import What
from governance.models import Channel, Holder
from ledger.actors import Actor


def keep(channel: Channel, *, by: Actor, today: datetime.date) -> None:
    """Call it in whatever changes them, after the change: who is new gets a line, who is lead or
    administrator no more loses what came with it. The caller saves the channel afterwards."""
    right = {user.pk: user for user in channel.administrators.all()}
    if channel.lead is not None:
        right[channel.lead.pk] = channel.lead
    listed = channel.holders.filter(kind=Holder.Kind.PERSON, removed_on=None)
    now = {line.user_id: line for line in listed.select_related("user")}
    for pk, user in right.items():
        if pk not in now:
            looked.changed(channel, today)
        line = now.get(pk) or _line(channel, user.pk, today)
        if not line.answers_for_it or line.removal_wanted_on or line._state.adding:
            line.answers_for_it, line.removal_wanted_on, line.ended_at = True, None, None
            line.save()
    for line in now.values():
        if line.answers_for_it and line.user is not None and line.user_id not in right:
            looked.changed(channel, today)
            endings.ends(line.user, What.OFFICE, channel=channel, by=by, today=today)


def begin(channels: Iterable[Channel], *, today: datetime.date) -> None:
    """The same for many channels that are all new and have a lead alone."""
    Holder.objects.bulk_create(
        [_line(channel, channel.lead_id, today) for channel in channels if channel.lead_id]
    )


def _line(channel: Channel, user_id: uuid.UUID | None, today: datetime.date) -> Holder:
    return Holder(
        channel=channel,
        kind=Holder.Kind.PERSON,
        user_id=user_id,
        added_on=today,
        answers_for_it=True,
    )

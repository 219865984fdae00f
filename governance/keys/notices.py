"""What the clock does about keys: who is told of openings from now on."""

from __future__ import annotations

import datetime
import uuid

from governance.models import Channel, Tool
from governance.who.keys import responsible
from ledger.actors import CLOCK
from vault import custodians
from vault.models import Custodian


def keep_in_step(*, today: datetime.date) -> int:
    """The clock's act: custodians are called what their channel or tool is called, and whoever is
    responsible now is told from now on. Says how many were changed."""
    changed = 0
    names = _names()
    for custodian in Custodian.objects.filter(retired_on=None):
        name = names.get(custodian.pk, custodian.name)
        if name != custodian.name:
            custodians.rename(custodian, name, by=CLOCK, today=today)
        told = set(custodian.responsible.values_list("pk", flat=True))
        right = list(responsible(custodian))
        if told != {user.pk for user in right}:
            custodians.tell_from_now_on(custodian, right, by=CLOCK, today=today)
            changed += 1
    return changed


def _names() -> dict[uuid.UUID, str]:
    """What the things are called that have keys, by custodian."""
    channels = Channel.objects.filter(custodian__isnull=False).select_related("platform")
    tools = Tool.objects.filter(custodian__isnull=False)
    things: list[Channel | Tool] = [*channels.only("name", "platform__name", "custodian"), *tools]
    return {thing.custodian_id: str(thing) for thing in things if thing.custodian_id}

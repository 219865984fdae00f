"""What the clock does about keys: who is told of openings from now on."""

from __future__ import annotations

import datetime
import uuid
from collections import defaultdict

from governance.models import Channel, Tool
from governance.who import recipients
from ledger.actors import CLOCK
from people.models import User
from vault import custodians
from vault.models import Custodian

Thing = Channel | Tool


def keep_in_step(*, today: datetime.date) -> int:
    """The clock's act: custodians are called what their channel or tool is called, and whoever is
    responsible now is told from now on. Says how many were changed.

    What all of them need is read at once: on most days none has changed.
    """
    changed = 0
    things, told, office = _things(), _told(), [*recipients.heads(), *recipients.officers()]
    for custodian in Custodian.objects.filter(retired_on=None):
        thing = things.get(custodian.pk)
        if thing is not None and str(thing) != custodian.name:
            custodians.rename(custodian, str(thing), by=CLOCK, today=today)
        right = {user.pk: user for user in [*_people(thing), *office]}
        if told[custodian.pk] != right.keys():
            custodians.tell_from_now_on(custodian, right.values(), by=CLOCK, today=today)
            changed += 1
    return changed


def _people(thing: Thing | None) -> list[User]:
    return [*recipients.channel_people(thing)] if isinstance(thing, Channel) else []


def _things() -> dict[uuid.UUID, Thing]:
    """What has keys, by custodian; what has ended is not read, however much that is."""
    channels = Channel.objects.filter(custodian__retired_on=None, custodian__isnull=False)
    joined = channels.select_related("platform", "lead", "team__manager")
    tools = Tool.objects.filter(custodian__retired_on=None, custodian__isnull=False)
    things: list[Thing] = [*joined.prefetch_related("administrators"), *tools]
    return {thing.custodian_id: thing for thing in things if thing.custodian_id}


def _told() -> dict[uuid.UUID, set[uuid.UUID]]:
    """Who is told of the openings of each."""
    found: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    rows = Custodian.objects.filter(responsible__isnull=False, retired_on=None).order_by()
    for custodian, person in rows.values_list("pk", "responsible"):
        found[custodian].add(person)
    return found

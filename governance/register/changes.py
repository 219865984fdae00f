"""What a file says differently of a channel that is in the register already."""

from __future__ import annotations

import datetime

from governance.models import Channel
from governance.register.bringing import bring_in
from governance.register.columns import TAKEN
from governance.register.facts import known_of
from governance.register.judging import Intent
from governance.register.newcomers import Newcomers
from ledger.actors import Actor
from ledger.acts import one_transaction


def change(intent: Intent, *, by: Actor, today: datetime.date) -> None:
    """By one act, in a transaction of its own."""
    if intent.channel is None:
        raise ValueError("Only a channel that is in the register is changed.")
    newcomers = Newcomers(known_of([intent.facts]), by=by, today=today)
    differing = [each for each in TAKEN if each[0].name in intent.changes]

    def differ(channel: Channel) -> None:
        for column, taking in differing:
            taking.put(channel, intent.changes[column.name], newcomers)

    facts = {"line": intent.facts.line, "changed": sorted(taking.field for _, taking in differing)}
    with one_transaction():
        bring_in(intent.channel, facts, differ, by=by, today=today)

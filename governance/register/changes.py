"""What a file says differently of a channel that is in the register already."""

from __future__ import annotations

import datetime

from governance.models import Channel
from governance.register.bringing import bring_in
from governance.register.judging import Intent
from governance.register.known import Known
from governance.register.newcomers import Newcomers
from ledger.actors import Actor
from ledger.acts import one_transaction


def change(intent: Intent, *, by: Actor, today: datetime.date) -> None:
    """By one act, in a transaction of its own."""
    if intent.channel is None:
        raise ValueError("Only a channel that is in the register is changed.")
    newcomers = Newcomers(Known([intent.facts]), by=by, today=today)

    def differ(channel: Channel) -> None:
        for name, said in intent.changes.items():
            if name == "team":
                channel.team = newcomers.team(said)
            elif name != "lead":
                setattr(channel, name, said)
        if "lead" in intent.changes:
            channel.lead = newcomers.lead(intent.changes["lead"], channel.team)
            channel.administrators.add(channel.lead)

    facts = {"line": intent.facts.line, "changed": sorted(intent.changes)}
    with one_transaction():
        bring_in(intent.channel, facts, differ, by=by, today=today)

"""What a file says differently of a channel that is in the register already."""

from __future__ import annotations

import datetime

from governance.models import Channel
from governance.register.importers import importers
from governance.register.judging import Intent
from governance.register.known import Known
from governance.register.newcomers import Newcomers
from ledger import acts
from ledger.actors import Actor
from ledger.questions import Asked, guard


@guard("It is retired, and stays as it is.")
def unretired(channel: Channel, asked: Asked) -> bool:
    return bool(channel.state != Channel.State.RETIRED)


def change(intent: Intent, *, by: Actor, today: datetime.date) -> None:
    known = Known([intent.facts])
    newcomers = Newcomers(known, who=importers, by=by, today=today)
    with (
        acts.one_transaction(),
        acts.performing(
            "channel.import",
            intent.channel,
            by=by,
            today=today,
            who=importers,
            label="import a channel",
            guards=[unretired],
        ) as act,
    ):
        channel = act.subject
        for name, said in intent.changes.items():
            if name == "team":
                channel.team = newcomers.team(said)
            elif name != "lead":
                setattr(channel, name, said)
        if "lead" in intent.changes:
            channel.lead = newcomers.lead(intent.changes["lead"], channel.team)
            channel.administrators.add(channel.lead)
        channel.save()
        act.asked.facts |= {"line": intent.facts.line, "changed": sorted(intent.changes)}

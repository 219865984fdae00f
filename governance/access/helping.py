"""What puts right that access is not held: an act, and where somebody who may takes it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from governance.access import custody
from governance.access.standing import DEEPEST, Lacks, standing
from governance.models import Channel
from ledger import acts
from ledger.acts import Declared
from people.models import User

ACTS: dict[Lacks | None, str] = {
    Lacks.KEYS: "custodian.deposit",
    Lacks.TEST: "custodian.test",
    Lacks.LINES: "channel.add_access",
    Lacks.WAY: "channel.set_access_method",
}


@dataclass(frozen=True)
class Help:
    """A link to the act's page; `of` is what lacks it, where that is the channel above."""

    label: str
    href: str
    of: Channel


def help_for(channel: Channel, *, by: User, today: datetime.date) -> Help | None:
    """What this person can do about it; nothing where they cannot, or where it is held."""
    lacking = _lacking(channel)
    act = acts.find(ACTS.get(standing(lacking).lacks, ""))
    if act is None:
        return None
    if not _may(act, lacking, by, today):
        return None
    return Help(act.label, act.address(lacking), lacking)


def _may(act: Declared[Any], channel: Channel, by: User, today: datetime.date) -> bool:
    """Before there are keys, depositing them is asked of what will have them."""
    if act.model is Channel:
        return act.permits(channel, by=by, today=today)
    keyed = custody.keyed(channel)
    if keyed.custodian is not None:
        return act.permits(keyed.custodian, by=by, today=today)
    first = acts.find(f"{keyed._meta.model_name}.open_custody")
    return first is not None and first.permits(keyed, by=by, today=today)


def _lacking(channel: Channel) -> Channel:
    """The channel itself, or the one above by which it is run and which is not held."""
    for _ in range(DEEPEST):
        if channel.parent is None or standing(channel).lacks != Lacks.ABOVE:
            break
        channel = channel.parent
    return channel

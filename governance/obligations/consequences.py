"""What comes of a thing that is owed: by the clock, once every rung before it was said."""

from __future__ import annotations

import contextlib
import datetime
from collections.abc import Callable, Iterable

from governance.models import Channel, Obligation
from governance.obligations.climbing import People
from ledger.refusals import NotDoneError


def come(
    unmet: Iterable[Obligation],
    take: Callable[[Obligation, Channel], object],
    *,
    today: datetime.date,
) -> int:
    """Take the act for the channel of each row that nobody is yet to hear of. Says how many."""
    taken, people = 0, People(today)
    for row in unmet:
        if row.channel is None or people.yet_to_hear(row):
            continue
        # Another sweeper or another row may have been quicker, or it is not so any more.
        with contextlib.suppress(NotDoneError):
            take(row, row.channel)
            taken += 1
    return taken

"""The days of a row: which are refused, and the end that is given where the file says none."""

from __future__ import annotations

import datetime
import uuid
from dataclasses import dataclass, field

from governance.channels.provisional import provisional_end
from governance.models import Channel, Rules
from ledger.days import in_words

# What is over, or was never to end, is given no end.
ENDLESS = {Channel.State.LAPSED, Channel.State.RETIRED}
GIVEN = "The file says no end, so it is given one for the time being. An approved plan settles it."


@dataclass(frozen=True)
class Calendar:
    """What days may be, on the day of an import."""

    today: datetime.date
    rules: Rules = field(default_factory=Rules.current)

    @property
    def latest_end(self) -> datetime.date:
        return self.rules.latest_end(self.today)

    def against(
        self,
        *,
        approved_on: datetime.date | None,
        ends_on: datetime.date | None,
        new_approval: bool = True,
        new_end: bool = True,
    ) -> list[str]:
        """Sentences; a day that stands in the register already is measured against new ones."""
        found = []
        if new_approval and approved_on and approved_on > self.today:
            found.append(f"It cannot have been approved on {in_words(approved_on)}: that is ahead.")
        if (new_end or new_approval) and approved_on and ends_on and ends_on < approved_on:
            found.append(
                f"Its end, {in_words(ends_on)}, is before its approval, {in_words(approved_on)}."
            )
        if new_end and ends_on and ends_on > self.latest_end:
            found.append(
                f"Its end, {in_words(ends_on)}, is too far ahead: the longest life span ends on "
                f"{in_words(self.latest_end)}."
            )
        return found

    def provisional_end(self, channel: uuid.UUID) -> datetime.date:
        return provisional_end(channel, self.today, self.rules)

"""What would become of each row: added, unchanged, changed or refused, and why. Writes nothing."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from governance.access.guards import STAYS
from governance.models import Channel
from governance.register.columns import (
    APPROVED_ON,
    COLUMNS,
    ENDS_ON,
    HANDLE,
    ID,
    LEAD_EMAIL,
    NAME,
    STATE,
    TAKEN,
    URL,
)
from governance.register.days import ENDLESS, GIVEN, Calendar
from governance.register.facts import Facts, RowRefusedError
from governance.register.known import Known
from governance.register.taking import OnlySaid
from people import domains

LONGEST_HANDLE, LONGEST_URL = 255, 500


class Result(StrEnum):
    ADDED = "added"
    UNCHANGED = "unchanged"
    CHANGED = "changed"
    REFUSED = "refused"


@dataclass(frozen=True)
class Verdict:
    """`channel` is None where a row was refused, or would be added but nothing is written."""

    line: int
    result: Result
    reason: str | None = None
    channel: uuid.UUID | None = None
    name: str = ""

    def as_json(self) -> dict[str, Any]:
        return {
            "line": self.line,
            "result": self.result.value,
            "reason": self.reason,
            "channel": str(self.channel) if self.channel else None,
        }


@dataclass(frozen=True)
class Intent:
    """A verdict with what carrying it out needs. `changes` holds values by column."""

    verdict: Verdict
    facts: Facts
    channel: Channel | None = None
    changes: dict[str, Any] = field(default_factory=dict)


@dataclass
class Judge:
    """Remembers what the file named so far: the first row of a channel wins."""

    calendar: Calendar
    named: dict[uuid.UUID, int] = field(default_factory=dict)
    keys: dict[tuple[str, uuid.UUID | None], uuid.UUID] = field(default_factory=dict)

    def intent(self, facts: Facts, known: Known) -> Intent:
        """Raises RowRefusedError."""
        channel = self._existing(facts, known)
        again = self._named_before(facts, channel)
        if again:
            line = self.named[again]
            reason = f"Line {line} names the same channel; the first one counts."
            return Intent(_verdict(facts, Result.UNCHANGED, reason, again), facts)
        if channel is None:
            intent = self._addition(facts, known)
        else:
            intent = _comparison(facts, channel, known, self.calendar)
            self._remember(channel.pk, channel.address_key, facts)
        return intent

    def _existing(self, facts: Facts, known: Known) -> Channel | None:
        ident = facts[ID]
        if ident and (ident in known.by_id or _retired(facts)):
            return known.by_id.get(ident)
        key = facts.location.address.key if facts.location.address else ""
        unretired = known.by_key.get(key)
        if unretired is None and facts[STATE] == Channel.State.RETIRED:
            return known.retired.get(key)
        return unretired

    def _named_before(self, facts: Facts, channel: Channel | None) -> uuid.UUID | None:
        if channel is not None:
            return channel.pk if channel.pk in self.named else None
        ident, address = facts[ID], facts.location.address
        if ident and ident in self.named:
            return ident
        return self.keys.get((address.key, _retired(facts))) if address else None

    def _remember(self, pk: uuid.UUID, key: str, facts: Facts) -> None:
        self.named[pk] = facts.line
        self.keys.setdefault((key, _retired(facts)), pk)

    def _addition(self, facts: Facts, known: Known) -> Intent:
        address, platform = facts.location.address, facts.location.platform
        closed = platform.closed_sentence if platform else ""
        problems = [each for each in [closed or facts.location.problem] if each]
        problems += [each.needed for each in COLUMNS if each.needed and not facts[each]]
        if address and (len(address.url) > LONGEST_URL or len(address.handle) > LONGEST_HANDLE):
            problems.append("The address is too long.")
        problems += _against(facts, known, {column.name for column, _ in TAKEN})
        problems += self.calendar.against(approved_on=facts[APPROVED_ON], ends_on=facts[ENDS_ON])
        if problems or address is None:
            raise RowRefusedError(" ".join(problems))
        pk = facts[ID] or uuid.uuid4()
        self._remember(pk, address.key, facts)
        remarks = _remarks(facts, None)
        if needs_an_end(facts):
            remarks.append(GIVEN)
        return Intent(_verdict(facts, Result.ADDED, " ".join(remarks), pk), facts)


def needs_an_end(facts: Facts) -> bool:
    """Nothing is live for ever."""
    return facts[ENDS_ON] is None and facts[STATE] not in ENDLESS


def _retired(facts: Facts) -> uuid.UUID | None:
    """The id of one that is retired: whoever has its address now is another channel."""
    return facts[ID] if facts[STATE] == Channel.State.RETIRED else None


def _remarks(facts: Facts, channel: Channel | None) -> list[str]:
    """What was passed over in the row: it is said of every row that is taken."""
    found = [facts.location.remark] if facts.location.remark else []
    found += facts.left_out
    if facts[LEAD_EMAIL] and (why := domains.refusal(facts[LEAD_EMAIL])):
        found.append(f"Its lead cannot be invited: {why}")
    for column in COLUMNS:
        if not isinstance(column.taking, OnlySaid) or not facts[column]:
            continue
        if channel is None or facts[column] != getattr(channel, column.name):
            found.append(f"Its {column.name} is not taken: {column.taking.why}.")
    return found


def _comparison(facts: Facts, channel: Channel, known: Known, calendar: Calendar) -> Intent:
    problems = _place_problems(facts, channel)
    changes = _changes(facts, channel)
    remarks = _remarks(facts, channel)
    if facts[ID] not in (None, channel.pk):
        remarks.append("Its id is of no channel here; the address counts.")
    if facts[STATE] and facts[STATE] != channel.state:
        remarks.append(
            f"It stays {channel.get_state_display().lower()}: a state is changed by steps, "
            "not by an import."
        )
    if channel.approval == Channel.Approval.PLAN:
        for column in COLUMNS:
            if column.settled_by_plan and changes.pop(column.name, None):
                remarks.append(f"Its {column.name} stays as it is: it was settled by a plan.")
    if changes and channel.state == Channel.State.RETIRED:
        problems.append(STAYS)
    problems += _against(facts, known, set(changes))
    problems += calendar.against(
        approved_on=changes.get(APPROVED_ON.name, channel.approved_on),
        ends_on=changes.get(ENDS_ON.name, channel.ends_on),
        new_approval=APPROVED_ON.name in changes,
        new_end=ENDS_ON.name in changes,
    )
    if problems:
        raise RowRefusedError(" ".join(problems))
    result = Result.CHANGED if changes else Result.UNCHANGED
    verdict = _verdict(facts, result, " ".join(remarks), channel.pk)
    return Intent(verdict, facts, channel, changes)


def _place_problems(facts: Facts, channel: Channel) -> list[str]:
    """Platform and address are what a channel is; another address is another channel."""
    location, platform = facts.location, facts.location.platform
    if facts[URL] in ("", channel.url) and facts[HANDLE] in ("", channel.handle):
        if platform and platform.slug != channel.platform.slug:
            return [f"The register has it on {channel.platform}, not on {platform.name}."]
        return []
    if location.address is None:
        return [location.problem]
    if location.address.key != channel.address_key:
        return [
            f"The register has it at {channel.url}. Another address is another channel: "
            "leave out the id, or change the handle by a plan."
        ]
    return []


def _changes(facts: Facts, channel: Channel) -> dict[str, Any]:
    """What the file says differently; an empty cell leaves things as they are."""
    return {
        column.name: said
        for column, taking in TAKEN
        if (said := facts[column]) and taking.differs(said, channel)
    }


def _against(facts: Facts, known: Known, names: Collection[str]) -> list[str]:
    """What stands against the values of these columns."""
    asked = [each for each in TAKEN if each[0].name in names]
    return [said for column, taking in asked for said in taking.against(facts[column], known)]


def _verdict(facts: Facts, result: Result, reason: str, channel: uuid.UUID) -> Verdict:
    return Verdict(facts.line, result, reason or None, channel, facts[NAME])

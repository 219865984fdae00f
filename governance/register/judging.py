"""What would become of each row: added, unchanged, changed or refused, and why. Writes nothing."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from governance.models import Channel
from governance.register.facts import Facts, RowRefusedError
from governance.register.known import Known, plain

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
    """A verdict with what carrying it out needs. `changes` holds texts and days by field."""

    verdict: Verdict
    facts: Facts
    channel: Channel | None = None
    changes: dict[str, Any] = field(default_factory=dict)


@dataclass
class Judge:
    """Remembers what the file named so far: the first row of a channel wins."""

    named: dict[uuid.UUID, int] = field(default_factory=dict)
    keys: dict[str, uuid.UUID] = field(default_factory=dict)

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
            intent = _comparison(facts, channel, known)
            self._remember(channel.pk, channel.address_key, facts)
        return intent

    def _existing(self, facts: Facts, known: Known) -> Channel | None:
        if facts.id and facts.id in known.by_id:
            return known.by_id[facts.id]
        key = facts.location.address.key if facts.location.address else ""
        unretired = known.by_key.get(key)
        if unretired is None and facts.state == Channel.State.RETIRED:
            return known.retired.get(key)
        return unretired

    def _named_before(self, facts: Facts, channel: Channel | None) -> uuid.UUID | None:
        if channel is not None:
            return channel.pk if channel.pk in self.named else None
        if facts.id in self.named:
            return facts.id
        return self.keys.get(facts.location.address.key) if facts.location.address else None

    def _remember(self, pk: uuid.UUID, key: str, facts: Facts) -> None:
        self.named[pk] = facts.line
        self.keys.setdefault(key, pk)

    def _addition(self, facts: Facts, known: Known) -> Intent:
        address, platform = facts.location.address, facts.location.platform
        closed = platform.closed_sentence if platform else ""
        problems = [each for each in [closed or facts.location.problem] if each]
        if not facts.name:
            problems.append("Say what the channel is called.")
        if not facts.team:
            problems.append("Say which team has the channel.")
        if address and (len(address.url) > LONGEST_URL or len(address.handle) > LONGEST_HANDLE):
            problems.append("The address is too long.")
        problems += _team_problems(facts, known) + _lead_problems(facts, known)
        if problems or address is None:
            raise RowRefusedError(" ".join(problems))
        pk = facts.id or uuid.uuid4()
        self._remember(pk, address.key, facts)
        return Intent(_verdict(facts, Result.ADDED, facts.location.remark, pk), facts)


def _comparison(facts: Facts, channel: Channel, known: Known) -> Intent:
    problems = _place_problems(facts, channel)
    changes = _changes(facts, channel, known)
    remarks = [facts.location.remark] if facts.location.remark else []
    if facts.state and facts.state != channel.state:
        remarks.append(
            f"It stays {channel.get_state_display().lower()}: a state is changed by steps, "
            "not by an import."
        )
    if channel.approval == Channel.Approval.PLAN:
        for name in ("approved_on", "ends_on"):
            if changes.pop(name, None):
                remarks.append(f"Its {name} stays as it is: it was settled by a plan.")
    if changes and channel.state == Channel.State.RETIRED:
        problems.append("It is retired, and stays as it is.")
    if "team" in changes:
        problems += _team_problems(facts, known)
    if "lead" in changes:
        problems += _lead_problems(facts, known)
    if problems:
        raise RowRefusedError(" ".join(problems))
    result = Result.CHANGED if changes else Result.UNCHANGED
    verdict = _verdict(facts, result, " ".join(remarks), channel.pk)
    return Intent(verdict, facts, channel, changes)


def _place_problems(facts: Facts, channel: Channel) -> list[str]:
    """Platform and address are what a channel is; another address is another channel."""
    location, platform = facts.location, facts.location.platform
    if facts.url in ("", channel.url) and facts.handle in ("", channel.handle):
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


def _changes(facts: Facts, channel: Channel, known: Known) -> dict[str, Any]:
    """What the file says differently; an empty cell leaves things as they are."""
    said: dict[str, Any] = {}
    for name in ("name", "purpose"):
        given = getattr(facts, name)
        if given and given.split() != getattr(channel, name).split():
            said[name] = given
    for name in ("approved_on", "ends_on"):
        day = getattr(facts, name)
        if day and day != getattr(channel, name):
            said[name] = day
    own = {plain(channel.team.name), channel.team.slug}
    if facts.team and plain(facts.team) not in own:
        said["team"] = facts.team
    lead = channel.lead.email.lower() if channel.lead else ""
    if facts.lead_email and facts.lead_email.lower() != lead:
        said["lead"] = facts.lead_email
    return said


def _team_problems(facts: Facts, known: Known) -> list[str]:
    if len(known.teams(facts.team)) > 1:
        return [f"Several teams are called {facts.team}. Write the short name of one of them."]
    return []


def _lead_problems(facts: Facts, known: Known) -> list[str]:
    person = known.person(facts.lead_email)
    if person is not None and not person.is_active:
        return [f"{facts.lead_email} has left. Name somebody else as the lead."]
    return []


def _verdict(facts: Facts, result: Result, reason: str, channel: uuid.UUID) -> Verdict:
    return Verdict(facts.line, result, reason or None, channel, facts.name)

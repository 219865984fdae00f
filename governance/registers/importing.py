"""Takes rows into the register, each by an act of its own; one bad row never stops the others.

A state is assigned by steps alone, in one place. The exception is here: an imported channel
exists already in the state that the file says, so `_channel` makes it in that state.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import DatabaseError, models
from django.utils import timezone

from governance import listings
from governance import permissions as may
from governance.models import Channel
from governance.queries import book
from governance.registers.facts import Facts, RowRefusedError, clean
from governance.registers.headers import match, missing
from governance.registers.judging import Intent, Judge, Result, Verdict
from governance.registers.known import Known
from governance.registers.newcomers import Newcomers
from governance.registers.reading import Line, Sheet, UnreadableFileError
from ledger import acts
from ledger.actors import OPERATOR, Actor
from ledger.questions import Asked, guard, permission
from ledger.refusals import InvalidError, RefusedError
from people.models import User

BATCH = 200
Say = Callable[[int, int], object]
"""How many rows are done, of how many."""


@permission("an operator at the command line")
def operator(thing: Any, asked: Asked) -> bool:
    return asked.by is OPERATOR


importers = may.officer | operator


@guard("It is retired, and stays as it is.")
def unretired(channel: Channel, asked: Asked) -> bool:
    return bool(channel.state != Channel.State.RETIRED)


@dataclass
class Report:
    rows: list[Verdict] = field(default_factory=list)

    def count(self, result: Result) -> int:
        return sum(row.result == result for row in self.rows)

    def as_json(self) -> dict[str, Any]:
        counts = {result.value: self.count(result) for result in Result}
        return {**counts, "rows": [row.as_json() for row in self.rows]}


def run(
    sheet: Sheet,
    *,
    by: Actor,
    today: datetime.date,
    dry_run: bool = False,
    columns: dict[str, int] | None = None,
    say: Say = lambda done, of: None,
) -> Report:
    """Judge every row and, unless it is a dry run, carry it out.

    `columns` gives the place of each column where its name does not. Raises UnreadableFileError
    before anything is written.
    """
    places = match(sheet.header) if columns is None else columns
    if lost := missing(places):
        raise UnreadableFileError(lost)
    lines = list(sheet.lines)
    judge, report = Judge(), Report()
    for start in range(0, len(lines), BATCH):
        say(start, len(lines))
        verdicts, intents = _judged(
            lines[start : start + BATCH], places, judge, guarded=sheet.from_spreadsheet
        )
        for intent in intents:
            verdicts[intent.verdict.line] = intent.verdict
        if dry_run:
            verdicts = {line: _not_written(verdict) for line, verdict in verdicts.items()}
        else:
            verdicts |= _carry_out(intents, by=by, today=today)
        report.rows += [verdicts[line] for line in sorted(verdicts)]
    say(len(lines), len(lines))
    return report


def _judged(
    lines: Sequence[Line], places: dict[str, int], judge: Judge, *, guarded: bool
) -> tuple[dict[int, Verdict], list[Intent]]:
    """Refusals by line, and what is intended with the other rows."""
    refused: dict[int, Verdict] = {}
    cleaned: list[Facts] = []
    intents: list[Intent] = []
    for line in lines:
        try:
            cleaned.append(clean(line, places, book.current(), guarded=guarded))
        except RowRefusedError as error:
            refused[line.number] = Verdict(line.number, Result.REFUSED, str(error))
    known = Known(cleaned)
    for facts in cleaned:
        try:
            intents.append(judge.intent(facts, known))
        except RowRefusedError as error:
            refused[facts.line] = Verdict(facts.line, Result.REFUSED, str(error), name=facts.name)
    return refused, intents


def _not_written(verdict: Verdict) -> Verdict:
    """A channel that was not made has no id that anybody could look up."""
    return replace(verdict, channel=None) if verdict.result == Result.ADDED else verdict


def _carry_out(intents: list[Intent], *, by: Actor, today: datetime.date) -> dict[int, Verdict]:
    """Write a batch; the verdicts of rows that could not be written after all."""
    additions = [each for each in intents if each.verdict.result == Result.ADDED]
    changes = [each for each in intents if each.verdict.result == Result.CHANGED]
    failed: dict[int, Verdict] = {}
    try:
        _add(additions, by=by, today=today)
    except (DatabaseError, RefusedError, InvalidError):
        # One of them cannot be written, or somebody was quicker: each on its own then.
        for intent in additions:
            failed |= _alone(_add_one, intent, by=by, today=today)
    # Each in a transaction of its own: whoever changes a channel locks it before the lists'
    # version, which the first of several would hold already.
    for intent in changes:
        failed |= _alone(_change, intent, by=by, today=today)
    return failed


def _alone(
    carry_out: Callable[..., None], intent: Intent, *, by: Actor, today: datetime.date
) -> dict[int, Verdict]:
    line, name = intent.verdict.line, intent.verdict.name
    try:
        carry_out(intent, by=by, today=today)
    except DatabaseError:
        return {line: Verdict(line, Result.REFUSED, acts.AT_THE_SAME_MOMENT, name=name)}
    except (RefusedError, InvalidError) as error:
        return {line: Verdict(line, Result.REFUSED, " ".join(error.sentences), name=name)}
    return {}


def _add_one(intent: Intent, *, by: Actor, today: datetime.date) -> None:
    _add([intent], by=by, today=today)


def _add(intents: list[Intent], *, by: Actor, today: datetime.date) -> None:
    """All or none, in one transaction, with an entry for each."""
    if not intents:
        return
    known = Known(intent.facts for intent in intents)
    newcomers = Newcomers(known, who=importers, by=by, today=today)
    with acts.one_transaction():
        channels = [_added(each, known, newcomers, by=by, today=today) for each in intents]
        # In one order, because two imports of one file would otherwise wait for each other.
        Channel.objects.bulk_create(sorted(channels, key=lambda each: each.address_key))
        administering: Any = Channel.administrators.through
        administering.objects.bulk_create(
            [
                administering(channel_id=channel.pk, user_id=channel.lead_id)
                for channel in channels
                if channel.lead_id
            ]
        )
        listings.add(channels)


def _added(
    intent: Intent, known: Known, newcomers: Newcomers, *, by: Actor, today: datetime.date
) -> Channel:
    channel = _channel(intent, known, newcomers, by=by, today=today)
    with acts.performing(
        "channel.import", channel, by=by, today=today, who=importers, label="import a channel"
    ) as act:
        act.asked.facts |= {"line": intent.facts.line, "state": str(channel.state)}
    return channel


def _channel(
    intent: Intent, known: Known, newcomers: Newcomers, *, by: Actor, today: datetime.date
) -> Channel:
    facts, address = intent.facts, intent.facts.location.address
    if address is None or intent.verdict.channel is None:
        raise ValueError("A row without an address is not added.")
    platform = known.platforms[address.platform_slug]
    team = newcomers.team(facts.team)
    lead = newcomers.lead(facts.lead_email, team) if facts.lead_email else None
    state = facts.state or Channel.State.LIVE
    return Channel(
        id=intent.verdict.channel,
        state=state,
        name=facts.name,
        platform=platform,
        handle=address.handle,
        address_key=address.key,
        url=address.url,
        team=team,
        lead=lead,
        purpose=facts.purpose,
        access_method=platform.access_method,
        approval=Channel.Approval.IMPORTED,
        approved_on=facts.approved_on,
        ends_on=facts.ends_on,
        **_facts_of_state(state, facts, by, today),
    )


def _facts_of_state(state: str, facts: Facts, by: Actor, today: datetime.date) -> dict[str, Any]:
    """What must be known of a channel in this state; nobody can say it better than the file."""
    found: dict[str, Any] = {}
    if state != Channel.State.APPROVED:
        found["live_since"] = min(facts.approved_on or today, today)
    if state == Channel.State.SUSPENDED:
        found["suspended_by"] = by if isinstance(by, User) else None
        found["suspended_at"] = timezone.now()
        found["suspension_cause"] = "other"
        found["suspension_reason"] = "It was suspended already when it was imported."
    if state == Channel.State.LAPSED:
        found["lapsed_on"] = min(facts.ends_on or today, today)
    if state == Channel.State.RETIRED:
        found["retired_on"] = today
        found["retired_reason"] = "It was retired already when it was imported."
    return found


def _change(intent: Intent, *, by: Actor, today: datetime.date) -> None:
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


def owed() -> models.QuerySet[Channel]:
    """Imported channels that still owe an approved plan."""
    imported = Channel.objects.filter(approval=Channel.Approval.IMPORTED)
    return imported.exclude(state=Channel.State.RETIRED).select_related("platform", "team", "lead")

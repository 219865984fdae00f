"""Takes rows into the register, each by an act of its own; one bad row never stops the others."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from django.db import DatabaseError

from governance import book
from governance.register import additions, changes
from governance.register.columns import NAME
from governance.register.days import Calendar
from governance.register.facts import Facts, RowRefusedError, clean, known_of
from governance.register.files.sheets import Line, Sheet, UnreadableFileError
from governance.register.headers import match, missing
from governance.register.judging import Intent, Judge, Result, Verdict
from ledger.actors import Actor
from ledger.performing import AT_THE_SAME_MOMENT
from ledger.refusals import InvalidError, RefusedError

BATCH = 200
Say = Callable[[int, int], object]
"""How many rows are done, of how many."""


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
    public: bool = True,
    say: Say = lambda done, of: None,
) -> Report:
    """Judge every row and, unless it is a dry run, carry it out.

    Without `public` new channels stay off the public list until somebody says that each is right.
    `columns` gives the place of each column where its name does not. Raises UnreadableFileError
    before anything is written.
    """
    places = match(sheet.header) if columns is None else columns
    if lost := missing(places):
        raise UnreadableFileError(lost)
    lines = list(sheet.lines)
    calendar = Calendar(today)
    judge, report = Judge(calendar), Report()
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
            verdicts |= _carry_out(intents, calendar, by=by, public=public)
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
    known = known_of(cleaned)
    for facts in cleaned:
        try:
            intents.append(judge.intent(facts, known))
        except RowRefusedError as error:
            refused[facts.line] = Verdict(facts.line, Result.REFUSED, str(error), name=facts[NAME])
    return refused, intents


def _not_written(verdict: Verdict) -> Verdict:
    """A channel that was not made has no id that anybody could look up."""
    return replace(verdict, channel=None) if verdict.result == Result.ADDED else verdict


def _carry_out(
    intents: list[Intent], calendar: Calendar, *, by: Actor, public: bool
) -> dict[int, Verdict]:
    """Write a batch; the verdicts of rows that could not be written after all."""
    added = [each for each in intents if each.verdict.result == Result.ADDED]
    changed = [each for each in intents if each.verdict.result == Result.CHANGED]
    failed: dict[int, Verdict] = {}
    try:
        additions.add(added, calendar, by=by, public=public)
    except (DatabaseError, RefusedError, InvalidError):
        # One of them cannot be written, or somebody was quicker: each on its own then.
        for intent in added:
            alone = partial(additions.add, [intent], calendar, by=by, public=public)
            failed |= _alone(intent, alone)
    # Each in a transaction of its own: whoever changes a channel locks it before the lists'
    # version, which the first of several would hold already.
    for intent in changed:
        failed |= _alone(intent, partial(changes.change, intent, by=by, today=calendar.today))
    return failed


def _alone(intent: Intent, carry_out: Callable[[], None]) -> dict[int, Verdict]:
    line, name = intent.verdict.line, intent.verdict.name
    try:
        carry_out()
    except DatabaseError:
        return {line: Verdict(line, Result.REFUSED, AT_THE_SAME_MOMENT, name=name)}
    except (RefusedError, InvalidError) as error:
        return {line: Verdict(line, Result.REFUSED, " ".join(error.sentences), name=name)}
    return {}

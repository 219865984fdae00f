"""Keeps the table true: after every act, in its transaction, the kinds it may concern are asked."""

from __future__ import annotations

import datetime
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from django.db import models

from governance.models import (
    Channel,
    Finding,
    Holder,
    Obligation,
    Plan,
    Platform,
    PolicyVersion,
    Review,
    Rules,
    Tool,
)
from governance.models.platform import AccessMethod
from governance.obligations.kinds import KINDS, Ids, Kind, Of, Owing, Scope
from ledger.acts import Act
from ledger.performing import key_of
from people.models import Appointment, Team, User
from vault.models import Custodian, Grant, Rotation

BATCH = 500
REBUILT = "obligations.rebuild"
FACTS = ("key", "about", "channel_id", "team_id", "person_id", "due_on", "stage")
CLOCKS = ("rung", "owner", "reaches", "next_on")


def after(done: Sequence[Act]) -> None:
    """The acts of one transaction happened; called at its end, before their entries are written.

    The head of the ledger is held, so that of two acts at once the later one sees what the other
    has done, though they locked different rows.
    """
    heard = {act.subject._meta.label_lower for act in done}
    everything = any(isinstance(act.subject, Rules | Platform) for act in done)
    asked = [each for each in KINDS.values() if everything or each.hears & heard]
    if not asked:
        return
    ids = dict.fromkeys(Of) if everything else _concerned(done, {each.of for each in asked})
    scope = Scope(done[-1].today, ids)
    settle([kind for kind in asked if scope.asks(kind.of)], scope, by=done[0].name)


@dataclass
class _Changed:
    """What the facts of several kinds say anew, written at once."""

    new: list[Obligation] = field(default_factory=list)
    moved: list[Obligation] = field(default_factory=list)
    gone: list[uuid.UUID] = field(default_factory=list)

    def compare(self, kind: Kind, scope: Scope, rows: dict[uuid.UUID, Obligation]) -> None:
        wanted = {each.subject_id: each for each in kind.facts(scope)}
        self.new += [
            opened(kind, each, scope.today) for pk, each in wanted.items() if pk not in rows
        ]
        self.moved += [
            row for pk, row in rows.items() if pk in wanted and _move(kind, row, wanted[pk], scope)
        ]
        self.gone += [row.pk for pk, row in rows.items() if pk not in wanted]

    def write(self, today: datetime.date, by: str) -> int:
        if self.new:
            Obligation.objects.bulk_create(self.new, BATCH, ignore_conflicts=True)
        if self.moved:
            changed = [*FACTS, "since", "opened_on", *CLOCKS]
            Obligation.objects.bulk_update(self.moved, changed, BATCH)
        for start in range(0, len(self.gone), BATCH):
            Obligation.objects.filter(pk__in=self.gone[start : start + BATCH]).update(
                discharged_on=today, discharged_by=by, next_on=None
            )
        return len(self.new) + len(self.moved) + len(self.gone)


def settle(kinds: Collection[Kind], scope: Scope, *, by: str) -> int:
    """Make the rows of these kinds what the facts say. Says how many changed.

    Called with the head of the ledger held: facts are asked that others could be changing.
    """
    changed, rows = _Changed(), _rows(kinds, scope)
    for kind in kinds:
        changed.compare(kind, scope, rows[kind.name])
    return changed.write(scope.today, by)


def _rows(kinds: Collection[Kind], scope: Scope) -> dict[str, dict[uuid.UUID, Obligation]]:
    """By kind and subject what is said to be owed, of all kinds in one query.

    The clock, which moves rungs without the head, locks them in the same order.
    """
    found: dict[str, dict[uuid.UUID, Obligation]] = defaultdict(dict)
    asked = models.Q(pk=None)
    for kind in kinds:
        asked |= kind.mine(scope)
    locked = Obligation.objects.select_for_update(no_key=True).order_by("pk")
    for row in locked.filter(asked):
        found[row.kind][row.subject_id] = row
    return found


def opened(kind: Kind, owing: Owing, today: datetime.date) -> Obligation:
    """A new row: nobody was told of it yet."""
    since = owing.since or today
    row = Obligation(kind=kind.name, subject_id=owing.subject_id, since=since, opened_on=today)
    for name, value in _facts(kind, owing, since).items():
        setattr(row, name, value)
    _begin(kind, row, today)
    return row


def differs(kind: Kind, row: Obligation, owing: Owing) -> list[str]:
    """The names of what the row says otherwise than the facts."""
    since = owing.since or row.since
    wrong = [
        name for name, said in _facts(kind, owing, since).items() if getattr(row, name) != said
    ]
    return wrong + (["since"] if row.since != since else [])


def _move(kind: Kind, row: Obligation, owing: Owing, scope: Scope) -> bool:
    wrong = differs(kind, row, owing)
    if not wrong:
        return False
    again = scope.today if "stage" in wrong else row.since
    row.since, before = owing.since or again, row.due_on
    for name, value in _facts(kind, owing, row.since).items():
        setattr(row, name, value)
    if "stage" in wrong:
        row.rung = 0
    elif "due_on" in wrong:
        # What was not said yet is said, also where the day came nearer by a change of the rules.
        row.rung = min(row.rung, kind.ladder(row.stage).at(row.due_on, scope.today))
    if row.due_on < before:
        row.opened_on = scope.today
    _begin(kind, row, scope.today)
    return True


def _facts(kind: Kind, owing: Owing, since: datetime.date) -> dict[str, object]:
    due_on = owing.due_on or since + datetime.timedelta(days=kind.within)
    return {name: due_on if name == "due_on" else getattr(owing, name) for name in FACTS} | {
        "about": owing.about[:300]
    }


def _begin(kind: Kind, row: Obligation, today: datetime.date) -> None:
    """Who is reached now, and when it is said next: not today, as people hear once a day."""
    steps = kind.ladder(row.stage)
    row.owner = steps.reached(0).reaches
    row.reaches = steps.reached(row.rung).reaches
    next_on = steps.next_on(row.due_on, row.rung)
    row.next_on = max(next_on, today + datetime.timedelta(days=1)) if next_on else None


def _concerned(done: Iterable[Act], asked: Collection[Of]) -> dict[Of, Ids | None]:
    """Every thing that acts may concern, of those that are asked about."""
    things = {key_of(thing): thing for act in done for thing in (act.subject, *act.locked.values())}
    channels = {each.pk: each for each in things.values() if isinstance(each, Channel)}
    found: dict[Of, set[uuid.UUID]] = defaultdict(set)
    for thing in things.values():
        _add(thing, found)
    if Of.PEOPLE in asked and channels:
        administering = Channel.administrators.through._default_manager
        named = administering.filter(channel__in=channels).values_list("user_id", flat=True)
        found[Of.PEOPLE] |= set(named)
    others = found[Of.CUSTODIANS] - {each.custodian_id for each in channels.values()}
    if others:
        opened_by = models.Q(custodian__in=others) | models.Q(tool__custodian__in=others)
        found[Of.CHANNELS] |= set(Channel.objects.filter(opened_by).values_list("pk", flat=True))
    if Of.CHANNELS in asked and found[Of.CHANNELS]:
        found[Of.CHANNELS] |= _run_through(found[Of.CHANNELS])
    ids: dict[Of, Ids | None] = {of: frozenset(found[of]) for of in Of}
    if any(isinstance(act.subject, PolicyVersion) for act in done):
        ids[Of.PEOPLE] = None
    return ids


def _run_through(channels: set[uuid.UUID]) -> set[uuid.UUID]:
    """Channels whose access is held where that of these is, however far below."""
    found: set[uuid.UUID] = set()
    more = channels
    while more:
        below = Channel.objects.filter(parent__in=more, access_method=AccessMethod.PARENT)
        more = set(below.values_list("pk", flat=True)) - found - channels
        found |= more
    return found


def _add(thing: models.Model, found: dict[Of, set[uuid.UUID]]) -> None:
    if isinstance(thing, Channel):
        found[Of.CHANNELS].add(thing.pk)
        found[Of.PEOPLE] |= {thing.lead_id} if thing.lead_id else set()
        found[Of.CUSTODIANS] |= {thing.custodian_id} if thing.custodian_id else set()
        if thing.tool is not None:
            _add(thing.tool, found)
    elif isinstance(thing, Tool):
        found[Of.CUSTODIANS] |= {thing.custodian_id} if thing.custodian_id else set()
    elif isinstance(thing, Review | Holder):
        found[Of.CHANNELS].add(thing.channel_id)
    elif isinstance(thing, Finding):
        found[Of.CHANNELS].add(thing.channel.pk)
    elif isinstance(thing, Plan):
        found[Of.PLANS].add(thing.pk)
        found[Of.CHANNELS] |= {thing.channel_id} if thing.channel_id else set()
    elif isinstance(thing, Custodian):
        found[Of.CUSTODIANS].add(thing.pk)
    elif isinstance(thing, Grant | Rotation):
        found[Of.CUSTODIANS].add(thing.custodian_id)
    elif isinstance(thing, Team):
        found[Of.PEOPLE] |= set(thing.memberships.values_list("user_id", flat=True))
        waiting = Plan.objects.filter(team=thing, state__in=Plan.TO_DECIDE)
        found[Of.PLANS] |= set(waiting.values_list("pk", flat=True))
    elif isinstance(thing, User | Appointment):
        person = thing.person_id if isinstance(thing, Appointment) else thing.pk
        found[Of.PEOPLE].add(person)
        mine = models.Q(lead=person) | models.Q(administrators=person)
        mine |= models.Q(holders__user=person, holders__removed_on=None)
        found[Of.CHANNELS] |= set(Channel.objects.filter(mine).values_list("pk", flat=True))
        asked_of = Finding.objects.filter(owner=person, ticked_on=None)
        found[Of.CHANNELS] |= set(asked_of.values_list("channel_id", flat=True))

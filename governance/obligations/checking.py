"""Compares every row with the facts, and makes the rows anew."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations import Migration
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from governance.models import Channel, Obligation
from governance.obligations.kinds import KINDS, Kind, Scope
from governance.obligations.settling import REBUILT, differs, settle
from ledger import chain
from ledger.acts import one_transaction


def differences(today: datetime.date) -> Iterator[str]:
    """A sentence for each row that is missing, too many, or says something else than the facts."""
    scope = Scope.everything(today)
    for kind in KINDS.values():
        yield from _of(kind, scope)
    unknown = Obligation.objects.filter(discharged_on=None).exclude(kind__in=KINDS)
    for row in unknown:
        yield f"{row}: no such kind is declared."


def _of(kind: Kind, scope: Scope) -> Iterator[str]:
    rows = {each.subject_id: each for each in Obligation.objects.filter(kind.mine(scope))}
    for owing in kind.facts(scope):
        row = rows.pop(owing.subject_id, None)
        if row is None:
            yield f"{kind.name} of {owing.about}: it is owed, and no row says so."
        elif wrong := differs(kind, row, owing):
            yield f"{kind.name} of {owing.about}: {', '.join(wrong)} is not what the facts say."
    for row in rows.values():
        yield f"{kind.name} of {row.about}: nothing is owed, and a row says so."


def rebuild(today: datetime.date) -> int:
    """Make every row what the facts say; what was said of them stays. Says how many changed."""
    scope = Scope.everything(today)
    with one_transaction():
        chain.hold()
        return settle(KINDS.values(), scope, by=REBUILT)


def begin(
    plan: Sequence[tuple[Migration, bool]] = (), using: str = DEFAULT_DB_ALIAS, **_: object
) -> None:
    """Whatever a migration changed, of the facts or of what follows from them, is asked anew; a
    database of before there were obligations has them from then on.

    `plan` is what was migrated just now, as Django's `post_migrate` says it. Half way there the
    tables are not yet what the models say.
    """
    forwards = any(not backwards for _, backwards in plan)
    if forwards and not _to_come(using) and Channel.objects.exists():
        rebuild(timezone.localdate())


def _to_come(using: str) -> bool:
    executor = MigrationExecutor(connections[using])
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))

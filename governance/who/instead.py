"""Who reads a notice where whoever it was for has left: the next active person who answers for it.

The ledger asks; what a notice is about it knows by kind and id alone.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator

from governance.models import Channel, Finding, Plan
from governance.who import recipients
from governance.who.keys import channel_of
from ledger import addressing
from ledger.addressing import Subject
from ledger.letters import Audience
from people.models import User
from people.roles import Role
from vault.models import Grant, Rotation

Answered = Channel | Plan


def _of_plan(plan: Plan | None) -> Answered | None:
    return plan.channel or plan if plan else None


def _of_keys(thing: Grant | Rotation | None) -> Answered | None:
    return channel_of(thing.custodian) if thing else None


def _of_finding(pk: uuid.UUID) -> Answered | None:
    found = Finding.objects.filter(pk=pk).first()
    return found.channel if found else None


# By the names that the ledger uses; what is not here goes to the office.
FINDING: dict[str, Callable[[uuid.UUID], Answered | None]] = {
    "channel": lambda pk: Channel.objects.filter(pk=pk).first(),
    "plan": lambda pk: _of_plan(Plan.objects.filter(pk=pk).first()),
    "review": lambda pk: Channel.objects.filter(reviews=pk).first(),
    "finding": _of_finding,
    "custodian": lambda pk: Channel.objects.filter(custodian=pk).first(),
    "grant": lambda pk: _of_keys(Grant.objects.filter(pk=pk).first()),
    "rotation": lambda pk: _of_keys(Rotation.objects.filter(pk=pk).first()),
}


def instead(audience: Audience, subject: Subject) -> Iterator[User]:
    """Lead, administrators, manager, officers, head; those who are active, in this order."""
    if audience == "channel" and subject.id and subject.kind in FINDING:
        yield from recipients.here(*_answering(FINDING[subject.kind](subject.id)))
    if audience == "executives":
        yield from User.objects.holding(Role.EXECUTIVE)
    if audience != "executives":
        yield from User.objects.holding(Role.OFFICER)
    yield from recipients.heads()


def _answering(thing: Answered | None) -> Iterator[User | None]:
    if thing is not None:
        yield thing.lead
        yield from thing.administrators.all()
        yield thing.team.manager


def register() -> None:
    """Called once, when the program starts."""
    addressing.register(instead)

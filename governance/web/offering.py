"""Acts as a page offers them: a button each, or the sentences that say why not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from governance.web.days import today
from governance.web.doors import PersonRequest
from governance.web.refusing import Shown, shown
from ledger.acts import Declared, Offer
from ledger.steps import Stateful, offers


@dataclass(frozen=True)
class Offered:
    """An act for the person who looks; `href` is its page, where it has one of its own."""

    act: Declared[Any]
    href: str
    permitted: bool
    refusals: list[Shown] = field(default_factory=list)

    @property
    def allowed(self) -> bool:
        return not self.refusals


def offered(found: Iterable[Offer[Any]], request: PersonRequest) -> list[Offered]:
    return [
        Offered(each.act, each.href, each.permitted, shown(each.refusals, each.thing, request))
        for each in found
    ]


def steps_offered(thing: Stateful, request: PersonRequest) -> list[Offered]:
    """Steps that this state knows, for a thing's page; permitted or with their sentences."""
    found = offers(thing, by=request.user, today=today())
    return offered((offer for offer in found if offer.in_state), request)


def by_verb(thing: Stateful, request: PersonRequest) -> dict[str, Offered]:
    """Each step of the thing by its verb, for a page that has a place of its own for each."""
    found = offers(thing, by=request.user, today=today())
    return {each.act.verb: each for each in offered(found, request)}


def may(act: Declared[Any], thing: Any, request: PersonRequest) -> bool:
    """Whether this person may do it, whatever the thing says now."""
    return act.permits(thing, by=request.user, today=today())


def expects(act: Declared[Any], thing: Any, request: PersonRequest) -> bool:
    """Whether this person is told why they may not do it."""
    return act.expects(thing, by=request.user, today=today())


def offer(act: Declared[Any], thing: Any, request: PersonRequest) -> Offered:
    """One act, for a page that has a place of its own for it."""
    return offered([act.offer(thing, by=request.user, today=today())], request)[0]

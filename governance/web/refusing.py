"""Refusals as a page shows them: each sentence with a link to the act that helps."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from governance.web.days import today
from governance.web.doors import PersonRequest, admitted
from ledger import acts
from ledger.refusals import Refusal


@dataclass(frozen=True)
class Shown:
    """A sentence, and where there is one the page of the act that puts it right."""

    sentence: str
    href: str = ""
    label: str = ""

    def __str__(self) -> str:
        return self.sentence


def shown(refusals: Iterable[Refusal], thing: Any, request: PersonRequest) -> list[Shown]:
    """With links to acts that this person may do; `thing` is what the page is about."""
    return [_shown(each, thing, request) for each in refusals]


def _shown(refusal: Refusal, thing: Any, request: PersonRequest) -> Shown:
    helps = acts.find(refusal.helps) if refusal.helps else None
    if helps is None:
        return Shown(refusal.sentence)
    same = isinstance(thing, helps.model)
    if same and not helps.permits(thing, by=request.user, today=today()):
        return Shown(refusal.sentence)
    address = helps.address(thing)
    if not address or not admitted(address, request.user):
        return Shown(refusal.sentence)
    return Shown(refusal.sentence, address, helps.label)

"""Who may do what with keys is decided above and registered here. Unregistered: nobody.

Every rule is asked with the custodian as the thing, whatever the act is about.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db import models

from ledger.actors import Actor, person_id
from ledger.questions import Asked, Permission
from vault.models.custodian import Custodian, PolicyChange
from vault.models.grant import Grant
from vault.models.rotation import Rotation

Kept = Custodian | Grant | Rotation | PolicyChange
"""A custodian, or a thing that is one custodian's."""


@dataclass(frozen=True)
class Rules:
    """What governance registers when the program starts.

    `ask` for an opening and use it; `approve` or refuse another's; `finish`: end or account for
    another's; `deposit`; `rotate`: propose, confirm, abandon; `test`; `manage` policies.
    `listed_since`: the ids of everybody who is on the access list, or was at any time since that
    instant; `ever_listed`: the ids of custodians on whose list a person is or was.
    """

    ask: Permission[Custodian]
    approve: Permission[Custodian]
    finish: Permission[Custodian]
    deposit: Permission[Custodian]
    rotate: Permission[Custodian]
    test: Permission[Custodian]
    manage: Permission[Custodian]
    approvers: Callable[[Custodian], Iterable[models.Model]]
    on_access_list: Callable[[Custodian, Actor], bool]
    listed_since: Callable[[Custodian, datetime], Iterable[UUID]]
    ever_listed: Callable[[models.Model], Iterable[UUID]]


_registered: list[Rules] = []


def register(rules: Rules) -> None:
    _registered[:] = [rules]


def rules() -> Rules | None:
    return _registered[0] if _registered else None


@dataclass(frozen=True)
class Governed(Permission[Kept]):
    """A permission that asks the registered rule of this name."""

    name: str = ""

    def sentence(self, label: str) -> str:
        rule = _rule(self.name)
        return rule.sentence(label) if rule else super().sentence(label)


def _rule(name: str) -> Permission[Custodian] | None:
    found: Permission[Custodian] | None = getattr(rules(), name, None)
    return found


def custodian_of(thing: Kept) -> Custodian:
    return thing if isinstance(thing, Custodian) else thing.custodian


def its_custodian(thing: Kept, asked: Asked) -> Iterable[models.Model]:
    """What an act about an opening, a rotation or a change of policy locks besides."""
    return [custodian_of(thing)]


def _governed(name: str, phrase: str) -> Governed:
    def allows(thing: Kept, asked: Asked) -> bool:
        rule = _rule(name)
        return rule is not None and rule.permits(custodian_of(thing), asked)

    return Governed(phrase, allows, name)


may_ask = _governed("ask", "somebody who may ask for these keys")
may_approve = _governed("approve", "somebody who may approve an opening")
may_finish = _governed("finish", "somebody who may end an opening")
may_deposit = _governed("deposit", "somebody who may deposit these keys")
may_rotate = _governed("rotate", "somebody who may change these keys")
may_test = _governed("test", "somebody who may test these keys")
may_manage = _governed("manage", "somebody who may change how keys are opened")

anybody: Permission[object] = Permission("anybody", lambda thing, asked: True)


def approvers(custodian: Custodian) -> list[models.Model]:
    found = rules()
    return list(found.approvers(custodian)) if found else []


def on_access_list(custodian: Custodian, person: Actor) -> bool:
    found = rules()
    return found is not None and found.on_access_list(custodian, person)


def listed_since(custodian: Custodian, at: datetime) -> set[UUID]:
    found = rules()
    return set(found.listed_since(custodian, at)) if found else set()


def ever_listed(person: models.Model) -> list[UUID]:
    found = rules()
    return list(found.ever_listed(person)) if found else []


def row_of(by: Actor) -> models.Model:
    """Names the person's row for a lock. What a request carries is a proxy, of no model's type."""
    return get_user_model()(pk=person_id(by))


def rows_of(by: Actor) -> list[models.Model]:
    """The same to be locked; the clock has no row, and is refused by its permission."""
    return [row_of(by)] if by.pk is not None else []

"""Who may do what with keys is decided above and registered here. Unregistered: nobody.

Every rule is asked with the custodian as the thing, whatever the act is about.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db import models

from ledger.actors import Actor
from ledger.questions import Asked, Permission
from vault.models.custodian import Custodian

Rule = Callable[[Custodian, Asked], bool]


@dataclass(frozen=True)
class Rules:
    """What governance registers when the program starts.

    `ask` for an opening and use it; `approve` or refuse another's; `finish`: end or account for
    another's; `deposit`; `rotate`: propose, confirm, abandon; `test`; `manage` policies.
    """

    ask: Permission
    approve: Permission
    finish: Permission
    deposit: Permission
    rotate: Permission
    test: Permission
    manage: Permission
    approvers: Callable[[Custodian], Iterable[models.Model]]
    on_access_list: Callable[[Custodian, Actor], bool]


_registered: list[Rules] = []


def register(rules: Rules) -> None:
    _registered[:] = [rules]


def rules() -> Rules | None:
    return _registered[0] if _registered else None


@dataclass(frozen=True)
class Governed(Permission):
    """A permission that asks the registered rule of this name."""

    name: str = ""

    def sentence(self, label: str) -> str:
        rule = _rule(self.name)
        return rule.sentence(label) if rule else super().sentence(label)


def _rule(name: str) -> Permission | None:
    found = rules()
    return getattr(found, name) if found else None


def _governed(name: str, phrase: str) -> Governed:
    def allows(thing: Any, asked: Asked) -> bool:
        rule = _rule(name)
        custodian = thing if isinstance(thing, Custodian) else thing.custodian
        return rule is not None and rule.permits(custodian, asked)

    return Governed(phrase, allows, name)


may_ask = _governed("ask", "somebody who may ask for these keys")
may_approve = _governed("approve", "somebody who may approve an opening")
may_finish = _governed("finish", "somebody who may end an opening")
may_deposit = _governed("deposit", "somebody who may deposit these keys")
may_rotate = _governed("rotate", "somebody who may change these keys")
may_test = _governed("test", "somebody who may test these keys")
may_manage = _governed("manage", "somebody who may change how keys are opened")

anybody = Permission("anybody", lambda thing, asked: True)


def approvers(custodian: Custodian) -> list[models.Model]:
    found = rules()
    return list(found.approvers(custodian)) if found else []


def on_access_list(custodian: Custodian, person: Actor) -> bool:
    found = rules()
    return found is not None and found.on_access_list(custodian, person)


def person_id(by: Actor) -> UUID:
    """Deposits, requests and the like are never the clock's."""
    if by.pk is None:
        raise TypeError("Only a person does this.")
    return by.pk


def row_of(by: Actor) -> models.Model:
    """Names the person's row for a lock. What a request carries is a proxy, of no model's type."""
    return get_user_model()(pk=person_id(by))

"""What becomes of custodians: registered, kept in step with what is above, retired."""

from collections.abc import Iterable
from datetime import date

from django.db import models

from ledger.actors import Actor
from ledger.acts import Act, act
from ledger.questions import Asked, clock, guard
from vault import holdings, inputs
from vault.models.custodian import Custodian
from vault.permissions import Kept, anybody, custodian_of


@guard("It is retired.")
def unretired(custodian: Custodian, asked: Asked) -> bool:
    return custodian.retired_on is None


def responsible(thing: Kept, asked: Asked) -> Iterable[models.Model]:
    """Whom its notices reach."""
    return custodian_of(thing).responsible.all()


def register(name: str, *, path: str, corporate: bool = False, by: Actor, today: date) -> Custodian:
    """Call it in the act that makes what the keys belong to, which decides who may."""
    custodian = Custodian(name=name, path=path, corporate=corporate)
    register_new(custodian, by=by, today=today)
    return custodian


@act(
    "custodian.register",
    Custodian,
    label="Register it",
    who=anybody,
    silent="It holds no keys yet.",
    within="It is part of the first deposit for a channel or a tool.",
)
def register_new(custodian: Custodian, act: Act) -> None:
    holdings.note(custodian, act, holdings.first(custodian))


@act(
    "custodian.rename",
    Custodian,
    label="Rename it",
    who=clock,
    silent="Its keys stay as they are.",
)
def rename(custodian: Custodian, act: Act, name: str) -> None:
    custodian.name = name
    holdings.note(custodian, act, holdings.of(custodian))


@act(
    "custodian.tell_from_now_on",
    Custodian,
    label="Change who is told",
    who=anybody,
    silent="Whoever is told hears of the next opening.",
)
def tell_from_now_on(custodian: Custodian, act: Act, people: Iterable[models.Model]) -> None:
    """Who is responsible, and so is told when keys are opened."""
    chosen = {person.pk: person for person in people}
    holding = holdings.of(custodian)
    holding["told"] = sorted(str(each) for each in chosen)
    holdings.note(custodian, act, holding)
    custodian.responsible.set(list(chosen.values()))  # type: ignore[arg-type]  # people, by any model


@act(
    "custodian.retire",
    Custodian,
    label="Retire it",
    who=anybody,
    guards=[unretired],
    form=inputs.Retirement,
    silent="Whoever retires the channel tells everybody.",
    within="It is part of retiring a channel.",
)
def retire(custodian: Custodian, act: Act) -> None:
    """Its closure is confirmed. Its keys are shredded once the platform gives it back no more."""
    custodian.retired_on = act.today
    custodian.recoverable_until = act.inputs["recoverable_until"]
    holdings.note(custodian, act, holdings.of(custodian))

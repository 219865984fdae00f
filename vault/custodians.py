"""What becomes of custodians: registered, kept in step with what is above, retired."""

from collections.abc import Iterable
from datetime import date

from django.db import models

from ledger import acts
from ledger.actors import Actor
from ledger.questions import Asked, guard
from vault import holdings
from vault.models.custodian import Custodian
from vault.permissions import anybody


@guard("It is retired.")
def unretired(custodian: Custodian, asked: Asked) -> bool:
    return custodian.retired_on is None


def register(name: str, *, path: str, corporate: bool = False, by: Actor, today: date) -> Custodian:
    """Call it in the act that makes what the keys belong to, which decides who may."""
    custodian = Custodian(name=name, path=path, corporate=corporate)
    with acts.performing(
        "custodian.register", custodian, by=by, today=today, who=anybody, label="register it"
    ) as act:
        holdings.note(custodian, act.asked, holdings.first(custodian))
        custodian.save(force_insert=True)
    return custodian


def rename(custodian: Custodian, name: str, *, by: Actor, today: date) -> None:
    with acts.performing(
        "custodian.rename", custodian, by=by, today=today, who=anybody, label="rename it"
    ) as act:
        fresh: Custodian = act.subject
        fresh.name = name
        holdings.note(fresh, act.asked, holdings.of(fresh))
        fresh.save()
    custodian.__dict__.update(fresh.__dict__)


def tell_from_now_on(
    custodian: Custodian, people: Iterable[models.Model], *, by: Actor, today: date
) -> None:
    """Who is responsible, and so is told when keys are opened."""
    with acts.performing(
        "custodian.tell_from_now_on",
        custodian,
        by=by,
        today=today,
        who=anybody,
        label="change who is told",
    ) as act:
        fresh: Custodian = act.subject
        chosen = {person.pk: person for person in people}
        holding = holdings.of(fresh)
        holding["told"] = sorted(str(each) for each in chosen)
        holdings.note(fresh, act.asked, holding)
        fresh.responsible.set(list(chosen.values()))  # type: ignore[arg-type]  # people, by any model
        fresh.save()
    custodian.__dict__.update(fresh.__dict__)


def retire(custodian: Custodian, *, recoverable_until: date, by: Actor, today: date) -> None:
    """Its closure is confirmed. Its keys are shredded once the platform gives it back no more."""
    with acts.performing(
        "custodian.retire",
        custodian,
        by=by,
        today=today,
        who=anybody,
        label="retire it",
        guards=[unretired],
    ) as act:
        fresh: Custodian = act.subject
        fresh.retired_on, fresh.recoverable_until = today, recoverable_until
        until = recoverable_until.isoformat()
        holdings.note(fresh, act.asked, holdings.of(fresh), recoverable_until=until)
        fresh.save()
    custodian.__dict__.update(fresh.__dict__)

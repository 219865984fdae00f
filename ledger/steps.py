"""Steps: acts that change a state. The decorated methods are the one table of what leads where.

A step's method receives the `Asked` and changes the facts that belong to the new state; it saves
nothing itself. `take` is the only caller.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import django_fsm
from django import forms
from django.db import models
from django.utils import timezone

from ledger import acts
from ledger.actors import Actor
from ledger.questions import Asked, Guard, Permission, through_the_step_function

People = Iterable[models.Model]


@dataclass(frozen=True)
class Tell:
    """A notice that a step owes: which template, and to whom."""

    kind: str
    to: Callable[[Any, Asked], People]


@dataclass(frozen=True)
class Step:
    """One row of the table: everything that pages, API, documents and tests derive from."""

    name: str
    label: str
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    who: Permission
    guards: tuple[Guard, ...]
    form: type[forms.Form] | None
    tells: tuple[Tell, ...]
    silent: str | None
    locks: Callable[[Any], Iterable[models.Model]]
    refusals_matter: bool
    danger: bool


class Stateful(models.Model):
    """A thing with one protected `state`, changed by steps only."""

    state: Any  # each model declares its own protected FSMField of this name
    _asked: Asked | None = None

    class Meta:
        abstract = True

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        # A protected field refuses the assignment that Django makes here. Without its value on this
        # instance it is read when next asked for; FSMModelMixin's cure unprotects the whole class.
        self.__dict__.pop("state", None)
        super().refresh_from_db(*args, **kwargs)

    def told(self) -> dict[str, Any]:
        """What notices about this thing say: names and an address on this site, never a secret."""
        raise TypeError(f"{type(self).__name__} does not say what its notices tell")


def step(
    *,
    source: Sequence[str],
    target: str | Sequence[str],
    label: str,
    who: Permission,
    guards: Sequence[Guard] = (),
    form: type[forms.Form] | None = None,
    tells: Sequence[Tell] = (),
    silent: str | None = None,
    locks: Callable[[Any], Iterable[models.Model]] = lambda thing: (),
    refusals_matter: bool = False,
    danger: bool = False,
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Declare a step. With several targets the method returns the one it reached.

    `silent` is the reason why nobody needs to be told. `refusals_matter` records who was refused.
    `danger` asks pages for a second look before it is taken.
    """
    if not tells and not silent:
        raise TypeError(f"“{label}” tells nobody and does not say why")
    targets = (target,) if isinstance(target, str) else tuple(target)

    def declare(method: Callable[..., Any]) -> Callable[..., Any]:
        declared = Step(
            name=method.__name__,
            label=label,
            sources=tuple(str(each) for each in source),
            targets=tuple(str(each) for each in targets),
            who=who,
            guards=tuple(guards),
            form=form,
            tells=tuple(tells),
            silent=silent,
            locks=locks,
            refusals_matter=refusals_matter,
            danger=danger,
        )
        decorate = django_fsm.transition(
            field="state",
            source=list(declared.sources),
            target=targets[0] if len(targets) == 1 else django_fsm.RETURN_VALUE(*targets),
            conditions=[through_the_step_function, *guards],
            permission=who,
            custom={"step": declared},
        )
        return decorate(method)  # type: ignore[no-any-return]

    return declare


def table(model: type[models.Model]) -> dict[str, Step]:
    """Every step of a model by name, in the order of its declaration."""
    state = model._meta.get_field("state")
    found = {each.name: each.custom["step"] for each in state.get_all_transitions(model)}  # type: ignore[union-attr]
    written = list(vars(model))
    return {name: found[name] for name in sorted(found, key=written.index)}


@dataclass(frozen=True)
class Offer:
    """How a step stands for one person now."""

    step: Step
    permitted: bool
    in_state: bool
    refusals: list[str] = field(default_factory=list)

    @property
    def allowed(self) -> bool:
        return not self.refusals


def offers(thing: Stateful, *, by: Actor, today: datetime.date) -> list[Offer]:
    """Every step of the thing, allowed or with the sentences that say why not. Changes nothing."""
    asked = Asked(by=by, today=today, at=timezone.now())
    return [_offer(each, thing, asked) for each in table(type(thing)).values()]


def _offer(step: Step, thing: Stateful, asked: Asked) -> Offer:
    permitted = step.who.permits(thing, asked)
    in_state = thing.state in step.sources
    if not permitted:
        refusals = [step.who.sentence(step.label)]
    elif not in_state:
        refusals = [wrong_state(step, thing)]
    else:
        refusals = acts.refusals(thing, asked, step.guards)
    return Offer(step, permitted, in_state, refusals)


def take(
    thing: Stateful,
    name: str,
    *,
    by: Actor,
    today: datetime.date,
    inputs: dict[str, Any] | None = None,
    because: models.Model | None = None,
) -> None:
    """Take a step in one transaction: lock, ask, change, record. `thing` then shows the outcome.

    Raises ForbiddenError, RefusedError or InvalidError, and then nothing has happened.
    """
    step = table(type(thing))[name]
    with acts.performing(
        act_name(thing, step),
        thing,
        by=by,
        today=today,
        who=step.who,
        label=step.label,
        in_state=Guard(
            lambda thing, asked: thing.state in step.sources,
            lambda thing, asked: wrong_state(step, thing),
        ),
        guards=step.guards,
        form=step.form,
        inputs=inputs,
        lock=step.locks(thing),
        because=because,
        refusals_matter=step.refusals_matter,
    ) as act:
        fresh = act.subject
        came_from = str(fresh.state)
        fresh._asked = act.asked
        try:
            getattr(fresh, step.name)(act.asked)
        finally:
            del fresh._asked
        fresh.save()
        act.asked.facts |= {"from": came_from, "to": str(fresh.state)}
        for each in step.tells:
            act.tell(each.kind, each.to(fresh, act.asked), **fresh.told(), **act.asked.words)
    thing.__dict__.update(fresh.__dict__)


def act_name(thing: models.Model, step: Step) -> str:
    """What the ledger calls it: `channel.suspend`."""
    return f"{thing._meta.model_name}.{step.name}"


def wrong_state(step: Step, thing: Stateful) -> str:
    """The sentence for a step that this state does not know."""
    labels = {value: str(label).lower() for value, label in state_labels(type(thing)).items()}
    needed = " or ".join(labels[source] for source in step.sources)
    noun, verb = thing._meta.verbose_name, step.name.replace("_", " ")
    return f"This {noun} is {labels[thing.state]}; to {verb}, it must be {needed}."


def state_labels(model: type[models.Model]) -> dict[str, str]:
    """Every state of a model with what people call it."""
    return dict(model._meta.get_field("state").choices)  # type: ignore[union-attr,arg-type]

"""Steps: acts that change a state. Their declarations are the one table of what leads where.

Each is registered with django-fsm as a transition of its model, so that its tools see the same.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar, Unpack

import django_fsm
from django.db import models

from ledger.actors import Actor
from ledger.acts import find, register
from ledger.days import since_in_words
from ledger.declaring import Declared, Offer, Said, Tell, as_fields
from ledger.history import last_step
from ledger.performing import Act, asking
from ledger.questions import Asked, Guard, asked_of
from ledger.refusals import Refusal

__all__ = ["Act", "Offer", "Stateful", "Step", "Tell", "offers", "state_labels", "step", "table"]


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


S = TypeVar("S", bound=Stateful)


@dataclass(frozen=True, kw_only=True, eq=False)
class Step(Declared[S]):
    """One row of the table.

    With several targets the function returns the one it reached, but where it is `led` by the state
    that it came from.
    """

    sources: tuple[str, ...]
    targets: tuple[str, ...]
    function: Callable[[S, Act], str | None]
    led: Mapping[str, str] | None = None

    @property
    def ways(self) -> list[tuple[str, str]]:
        """Every state that it leads from, with each that it may lead to."""
        if self.led is not None:
            return list(self.led.items())
        return [(source, target) for source in self.sources for target in self.targets]

    def __call__(
        self,
        thing: S,
        /,
        *,
        by: Actor,
        today: datetime.date,
        because: object = None,
        **inputs: Any,
    ) -> None:
        """See `perform`. `inputs` are what a person supplies, by the names of the form."""
        self.perform(thing, by=by, today=today, because=because, inputs=inputs)

    def wrong_state(self, thing: S) -> Refusal | None:
        """The refusal of a step that this state does not know."""
        if thing.state in self.sources:
            return None
        labels = {value: str(label).lower() for value, label in state_labels(self.model).items()}
        needed = " or ".join(labels[source] for source in self.sources)
        noun, verb = self.model._meta.verbose_name, self.verb.replace("_", " ")
        return Refusal(f"This {noun} is {labels[thing.state]}; to {verb}, it must be {needed}.")

    def too_late(self, thing: S) -> Refusal | None:
        refusal = self.wrong_state(thing)
        if refusal is None or not any(each.did for each in table(self.model).values()):
            return refusal
        told = last_step(thing)
        taken = find(told.act) if told else None
        if told is None or taken is None or not taken.did:
            return refusal
        won = f"{told.actor[:1].upper()}{told.actor[1:]} {taken.did} {since_in_words(told.at)}."
        return Refusal(f"{refusal} {won}", helps=self.late)

    def change(self, thing: S, act: Act, *carried: Any) -> None:
        came_from = str(thing.state)
        thing._asked = act
        try:
            getattr(thing, self.verb)(act)
        finally:
            del thing._asked
        act.facts |= {"from": came_from, "to": str(thing.state)}


# Without it a step that has no guards would answer a direct call of its method.
by_a_declared_step: Guard[object] = Guard(
    lambda thing, asked: asked_of(thing) is not None, "This is done by a declared step only."
)


def step(
    name: str,
    model: type[S],
    *,
    source: Sequence[str] = (),
    target: str | Sequence[str] | Mapping[str, str],
    **said: Unpack[Said[S]],
) -> Callable[[Callable[[S, Act], str | None]], Step[S]]:
    """Declare the step that the decorated function takes: it changes facts and saves nothing.

    Where the target depends on the source alone, `target` maps one to the other and is enough.
    """
    led = None
    if isinstance(target, Mapping):
        led = {str(one): str(other) for one, other in target.items()}
        source, target = tuple(led), tuple(dict.fromkeys(led.values()))
    targets = (target,) if isinstance(target, str) else tuple(target)

    def declare(function: Callable[[S, Act], str | None]) -> Step[S]:
        declared = Step(
            name=name,
            model=model,
            sources=tuple(str(each) for each in source),
            targets=tuple(str(each) for each in targets),
            function=function,
            led=led,
            **as_fields(said),
        )
        register(declared)
        _make_transition(declared)
        return declared

    return declare


def _make_transition(declared: Step[Any]) -> None:
    """The step as django-fsm knows it: a method of the model, found by the field of its state."""

    def method(thing: Any, act: Act) -> str | None:
        came_from = str(thing.state)
        found: str | None = declared.function(thing, act)
        return declared.led[came_from] if declared.led is not None else found

    method.__name__ = declared.verb
    method.__qualname__ = f"{declared.model.__name__}.{declared.verb}"
    method.__doc__ = declared.function.__doc__
    targets = declared.targets
    decorate = django_fsm.transition(
        field="state",
        source=list(declared.sources),
        target=targets[0] if len(targets) == 1 else django_fsm.RETURN_VALUE(*targets),
        conditions=[by_a_declared_step, *declared.guards],
        permission=declared.who,
        custom={"step": declared},
    )
    transition = decorate(method)
    state: Any = declared.model._meta.get_field("state")
    transition._django_fsm.field = state
    setattr(declared.model, declared.verb, transition)
    state.transitions[declared.model][declared.verb] = transition


def table(model: type[models.Model]) -> dict[str, Step[Any]]:
    """Every step of a model by its verb, in the order of its declaration, as django-fsm has it."""
    state: Any = model._meta.get_field("state")
    return {each.name: each.custom["step"] for each in state.get_all_transitions(model)}


def offers(thing: S, *, by: Actor, today: datetime.date) -> list[Offer[S]]:
    """Every step of the thing, allowed or with the sentences that say why not. Changes nothing."""
    asked = asking(by=by, today=today)
    return [each.offer_as(thing, asked) for each in table(type(thing)).values()]


def state_labels(model: type[models.Model]) -> dict[str, str]:
    """Every state of a model with what people call it."""
    return dict(model._meta.get_field("state").choices)  # type: ignore[union-attr,arg-type]

"""What there is to draw: every model that has steps, whichever room it is in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models

from ledger import steps
from ledger.questions import Guard
from ledger.steps import Stateful, Step


@dataclass(frozen=True)
class Machine:
    """`first` is the state in which a thing begins; `labels` are all its states in order."""

    slug: str
    name: str
    first: str
    labels: dict[str, str]
    steps: tuple[Step[Any], ...]

    @property
    def last(self) -> list[str]:
        """States that no step leaves."""
        left = {source for step in self.steps for source in step.sources}
        return [state for state in self.labels if state not in left]


def machines() -> list[Machine]:
    found = [model for model in apps.get_models() if issubclass(model, Stateful)]
    return [_machine(model) for model in sorted(found, key=lambda model: model._meta.label_lower)]


def _machine(model: type[models.Model]) -> Machine:
    state = model._meta.get_field("state")
    return Machine(
        slug=str(model._meta.model_name),
        name=str(model._meta.verbose_name).capitalize(),
        first=str(getattr(state, "default", "")),
        labels={str(value): str(label) for value, label in steps.state_labels(model).items()},
        steps=tuple(steps.table(model).values()),
    )


def guard_words(guard: Guard[Any]) -> str:
    """A few words for a guard, whose sentence may depend on the thing."""
    name = getattr(guard.allows, "__name__", "")
    if name.isidentifier():
        return name.replace("_", " ")
    return guard.sentence if isinstance(guard.sentence, str) else "a rule of its own"

"""What is sent as JSON, as the forms of acts and questions take it; and what they ask for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms

from governance.plans import json_values as sent
from governance.plans.kinds import KINDS
from ledger import texts
from ledger.acts import Declared
from ledger.refusals import InvalidError

# How programs are told of a field and what they send for it, by its class; text where none is here.
# A question may be of any kind, and the forms of acts have ticks as well.
Known = tuple[str, Callable[[Any], Any]]
TEXT: Known = ("text", sent.text)
KNOWN: dict[type, Known] = {how.field: (how.word, how.read) for how in KINDS.values()}
KNOWN[forms.BooleanField] = ("yes_no", sent.yes_no)


def described(name: str, field: forms.Field) -> dict[str, Any]:
    """One input as programs are told of it."""
    return {
        "name": name,
        "label": str(field.label or name),
        "kind": kind(field),
        "required": field.required,
        "help": str(field.help_text),
        "choices": _choices(field),
    }


def of(act: Declared[Any]) -> list[dict[str, Any]]:
    """All that an act asks for."""
    return [described(name, field) for name, field in act.fields.items()]


def kind(field: forms.Field) -> str:
    return _known(field)[0]


def as_sent(fields: Mapping[str, forms.Field], given: Mapping[str, Any]) -> dict[str, Any]:
    """Values as a form would be sent them. Raises InvalidError; names nobody knows are left in."""
    errors: dict[str, list[str]] = {}
    taken: dict[str, Any] = {}
    for name, value in given.items():
        field = fields.get(name)
        try:
            taken[name] = value if field is None else _as_sent(field, value)
        except ValueError as error:
            errors[name] = [str(error)]
    if errors:
        raise InvalidError(errors)
    return taken


def _as_sent(field: forms.Field, value: Any) -> Any:
    if value is None:
        return ""
    if not isinstance(value, str) and (said := texts.problem(value)):
        raise ValueError(said)
    _, read = _known(field)
    return read(value)


def _known(field: forms.Field) -> Known:
    return next((KNOWN[base] for base in type(field).__mro__ if base in KNOWN), TEXT)


def _choices(field: forms.Field) -> list[str] | None:
    """People are not told one by one."""
    if isinstance(field, forms.ModelChoiceField) or not isinstance(field, forms.ChoiceField):
        return None
    choices: Any = field.choices
    return [str(value) for value, _ in choices if value]

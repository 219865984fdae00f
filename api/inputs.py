"""What is sent as JSON, as the forms of acts and questions take it; and what they ask for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from governance.fields import DayField
from ledger.refusals import InvalidError
from people.models import User

KINDS: tuple[tuple[type[forms.Field], str], ...] = (
    (forms.ModelMultipleChoiceField, "people"),
    (forms.ModelChoiceField, "person"),
    (forms.BooleanField, "yes_no"),
    (DayField, "date"),
    (forms.ChoiceField, "choice"),
    (forms.DecimalField, "number"),
    (forms.EmailField, "email"),
)


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


def kind(field: forms.Field) -> str:
    return next((said for known, said in KINDS if isinstance(field, known)), "text")


def as_sent(fields: Mapping[str, forms.Field], given: Mapping[str, Any]) -> dict[str, Any]:
    """Values as a form would be sent them. Raises InvalidError; names nobody knows are left in."""
    errors: dict[str, list[str]] = {}
    sent: dict[str, Any] = {}
    for name, value in given.items():
        field = fields.get(name)
        try:
            sent[name] = value if field is None else _as_sent(field, value)
        except ValueError as error:
            errors[name] = [str(error)]
    if errors:
        raise InvalidError(errors)
    return sent


def _as_sent(field: forms.Field, value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(field, forms.ModelMultipleChoiceField):
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            raise ValueError("Give a list of ids or e-mail addresses.")
        return [_person(each) for each in value]
    if isinstance(field, forms.BooleanField):
        if not isinstance(value, bool):
            raise ValueError("Give true or false.")
        return value
    if isinstance(field, forms.DecimalField) and type(value) in (int, float):
        return str(value)
    if not isinstance(value, str):
        raise ValueError("Give a text.")
    return _person(value) if isinstance(field, forms.ModelChoiceField) else value


def _person(value: str) -> str:
    """People are named by id or by the address that they sign in with."""
    if "@" not in value or "\x00" in value:
        return value
    found = User.objects.filter(email__iexact=value, is_active=True).values_list("pk", flat=True)
    return str(found.first() or value)


def _choices(field: forms.Field) -> list[str] | None:
    """People are not told one by one."""
    if isinstance(field, forms.ModelChoiceField) or not isinstance(field, forms.ChoiceField):
        return None
    choices: Any = field.choices
    return [str(value) for value, _ in choices if value]

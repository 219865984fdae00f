"""The kinds of answers: the one table of how each is asked, kept, said and sent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.db import models

from governance.fields import DayField, LineField, TextField
from governance.models import Plan
from governance.plans import json_values as sent
from governance.plans.asking import Kind, Question
from ledger.days import in_words
from people.models import User

NOT_LISTED = "“%(value)s” is not one of the choices."


def _nothing(question: Question) -> dict[str, Any]:
    return {}


def _longest(question: Question) -> dict[str, Any]:
    """What the column can hold is not said twice."""
    column: Any = Plan._meta.get_field(question.name)
    return {"max_length": column.max_length}


def _limits(question: Question) -> dict[str, Any]:
    column: Any = Plan._meta.get_field(question.name)
    digits = {"max_digits": column.max_digits, "decimal_places": column.decimal_places}
    return digits | {"min_value": question.least, "max_value": question.most}


def _listed(widget: type[forms.Widget]) -> Callable[[Question], dict[str, Any]]:
    return lambda question: {"choices": question.choices, "widget": widget}


def _people(widget: type[forms.Widget]) -> Callable[[Question], dict[str, Any]]:
    return lambda question: {"queryset": User.objects.filter(is_active=True), "widget": widget}


def _in_order(question: Question, chosen: list[str]) -> list[str]:
    """Each choice once, as the question lists them."""
    return [value for value, _ in question.choices if value in chosen]


def _label(question: Question, value: str) -> str:
    """A choice that was offered once and is not any more is said as it was kept."""
    return dict(question.choices).get(value, value)


def _number(question: Question, value: Decimal) -> str:
    return f"{Decimal(value).normalize():f}"


@dataclass(frozen=True)
class How:
    """`word` is what the API calls the kind, `columns` are what can hold it.

    `kept` is what is kept of a clean answer, `said` how people read it. `told` is how programs
    read it, and `read` makes of what they send what a form takes.
    """

    word: str
    columns: tuple[type[models.Field[Any, Any]], ...]
    field: type[forms.Field]
    options: Callable[[Question], dict[str, Any]] = _nothing
    kept: Callable[[Question, Any], Any] = lambda question, value: value
    said: Callable[[Question, Any], str] = lambda question, value: str(value)
    told: Callable[[Question, Any], Any] = lambda question, value: str(value)
    read: Callable[[Any], Any] = sent.text


KINDS: dict[Kind, How] = {
    Kind.TEXT: How("text", (models.TextField,), TextField),
    Kind.LINE: How("text", (models.CharField,), LineField, _longest),
    Kind.HANDLE: How("text", (models.CharField,), LineField, _longest),
    Kind.MAILBOX: How("email", (models.EmailField,), forms.EmailField, _longest),
    Kind.DATE: How(
        "date",
        (models.DateField,),
        DayField,
        lambda question: {"widget": forms.SelectDateWidget},
        said=lambda question, day: in_words(day),
    ),
    Kind.NUMBER: How(
        "number",
        (models.DecimalField,),
        forms.DecimalField,
        _limits,
        said=_number,
        read=sent.number,
    ),
    Kind.CHOICE: How(
        "choice",
        (models.CharField,),
        forms.ChoiceField,
        _listed(forms.RadioSelect),
        said=_label,
        told=lambda question, value: {"value": value, "label": _label(question, value)},
    ),
    Kind.CHOICES: How(
        "choices",
        (models.JSONField,),
        forms.MultipleChoiceField,
        _listed(forms.CheckboxSelectMultiple),
        kept=_in_order,
        said=lambda question, values: ", ".join(_label(question, each) for each in values),
        told=lambda question, values: [
            {"value": each, "label": _label(question, each)} for each in values
        ],
        read=sent.choices,
    ),
    Kind.PERSON: How(
        "person",
        (models.ForeignKey,),
        forms.ModelChoiceField,
        _people(forms.RadioSelect),
        told=lambda question, user: sent.named(user),
        read=sent.person,
    ),
    Kind.PEOPLE: How(
        "people",
        (models.ManyToManyField,),
        forms.ModelMultipleChoiceField,
        _people(forms.CheckboxSelectMultiple),
        said=lambda question, users: ", ".join(map(str, users)),
        told=lambda question, users: [sent.named(user) for user in users],
        read=sent.people,
    ),
}


def field(question: Question) -> forms.Field:
    how = KINDS[question.kind]
    errors = {"required": question.otherwise, "invalid": question.wrong}
    if question.choices:
        errors |= {"invalid_choice": NOT_LISTED, "invalid_list": "Choose from the list."}
    return how.field(
        label=question.label,
        help_text=question.hint,
        required=question.required,
        error_messages={code: sentence for code, sentence in errors.items() if sentence},
        **how.options(question),
    )


def form(question: Question) -> type[forms.Form]:
    return type("QuestionForm", (forms.Form,), {question.name: field(question)})


def kept(question: Question, value: Any) -> Any:
    """What the plan keeps of an answer that its form found right."""
    return KINDS[question.kind].kept(question, value)


def answer(plan: Plan, question: Question) -> Any:
    """The answer as the plan holds it; of people a list."""
    value = getattr(plan, question.name)
    return list(value.all()) if question.kind is Kind.PEOPLE else value


def is_answer(value: Any) -> bool:
    """Nought hours is an answer."""
    return value is not None and value not in ("", [])


def said(question: Question, value: Any) -> str:
    """The answer in words, as people read it: labels, names, days in words."""
    return KINDS[question.kind].said(question, value) if is_answer(value) else ""


def told(question: Question, value: Any) -> Any:
    """The answer as the API gives it; nothing chosen yet is an empty list."""
    if not is_answer(value):
        return [] if isinstance(value, list) else None
    return KINDS[question.kind].told(question, value)

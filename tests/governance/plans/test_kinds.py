"""Every kind of answer: how it is asked, what is kept of it and how it is said."""

import datetime
from decimal import Decimal
from typing import Any

import pytest
from django import forms

from governance.plans import kinds, questions
from governance.plans.asking import Kind, Question
from ledger.acts import clean
from ledger.refusals import InvalidError
from people.models import User
from tests.governance.plans.scratch import TONE, TOPICS

ANNA = User(name="Anna", email="anna@riverside.invalid")
BEN = User(name="Ben", email="ben@riverside.invalid")
A_DAY = datetime.date(2027, 1, 4)
TOLD = {"name": "Anna", "email": "anna@riverside.invalid"}
# Of each kind: a value as it is kept, as people read it, and as programs are told.
VALUES: list[tuple[Kind, Any, str, Any]] = [
    (Kind.TEXT, "One.\nTwo.", "One.\nTwo.", "One.\nTwo."),
    (Kind.LINE, "9am to 5pm", "9am to 5pm", "9am to 5pm"),
    (Kind.HANDLE, "@sleep", "@sleep", "@sleep"),
    (Kind.MAILBOX, "a@riverside.invalid", "a@riverside.invalid", "a@riverside.invalid"),
    (Kind.DATE, A_DAY, "4 January 2027", "2027-01-04"),
    (Kind.NUMBER, Decimal("3.0"), "3", "3.0"),
    (Kind.NUMBER, Decimal("100.0"), "100", "100.0"),
    (Kind.NUMBER, Decimal("0.5"), "0.5", "0.5"),
    (Kind.NUMBER, Decimal("0"), "0", "0"),
    (Kind.CHOICE, "news", "News & views", {"value": "news", "label": "News & views"}),
    (Kind.CHOICE, "gone", "gone", {"value": "gone", "label": "gone"}),
    (
        Kind.CHOICES,
        ["advice", "news"],
        "Advice, News & views",
        [{"value": "advice", "label": "Advice"}, {"value": "news", "label": "News & views"}],
    ),
    (Kind.PERSON, ANNA, "Anna", TOLD),
    (Kind.PEOPLE, [ANNA, BEN], "Anna, Ben", [TOLD, {"name": "Ben", "email": BEN.email}]),
]
NONE_YET: dict[Kind, Any] = {
    Kind.DATE: None,
    Kind.NUMBER: None,
    Kind.PERSON: None,
    Kind.CHOICES: [],
    Kind.PEOPLE: [],
}
WIDGETS: dict[Kind, type[forms.Widget]] = {
    Kind.TEXT: forms.Textarea,
    Kind.DATE: forms.SelectDateWidget,
    Kind.NUMBER: forms.NumberInput,
    Kind.MAILBOX: forms.EmailInput,
    Kind.CHOICE: forms.RadioSelect,
    Kind.CHOICES: forms.CheckboxSelectMultiple,
    Kind.PERSON: forms.RadioSelect,
    Kind.PEOPLE: forms.CheckboxSelectMultiple,
}


def question_of(kind: Kind) -> Question:
    """One of the shipped ones, or of those that a test asks."""
    return next(each for each in [TOPICS, TONE, *questions.every()] if each.kind is kind)


def test_every_kind_is_tried() -> None:
    assert {kind for kind, *_ in VALUES} == set(Kind)


@pytest.mark.parametrize(("kind", "value", "said", "told"), VALUES)
def test_answer_is_said_and_told(kind: Kind, value: Any, said: str, told: Any) -> None:
    question = question_of(kind)
    assert kinds.is_answer(value)
    assert kinds.said(question, value) == said
    assert kinds.told(question, value) == told


@pytest.mark.parametrize("kind", Kind)
def test_no_answer_is_said_as_nothing(kind: Kind) -> None:
    question, nothing = question_of(kind), NONE_YET.get(kind, "")
    assert not kinds.is_answer(nothing)
    assert kinds.said(question, nothing) == ""
    assert kinds.told(question, nothing) == ([] if nothing == [] else None)


@pytest.mark.parametrize("kind", Kind)
def test_form_says_what_the_row_says(kind: Kind) -> None:
    question = question_of(kind)
    field = kinds.field(question)
    assert (field.label, field.help_text) == (question.label, question.hint)
    assert field.required
    assert field.widget.__class__ == WIDGETS.get(kind, forms.TextInput)
    with pytest.raises(InvalidError) as refused:
        clean(kinds.form(question), {question.name: ""})
    assert refused.value.errors == {question.name: [question.otherwise]}


@pytest.mark.parametrize("kind", [Kind.MAILBOX, Kind.DATE, Kind.NUMBER])
def test_what_is_none_of_its_kind_is_told_in_the_rows_words(kind: Kind) -> None:
    question = question_of(kind)
    with pytest.raises(InvalidError) as refused:
        clean(kinds.form(question), {question.name: "nothing like it"})
    assert refused.value.errors == {question.name: [question.wrong]}


def test_column_says_how_long_and_how_fine() -> None:
    handle, hours = question_of(Kind.HANDLE), question_of(Kind.NUMBER)
    assert kinds.field(handle).max_length == 255  # type: ignore[attr-defined]
    for wrong in ("-1", "169", "3.25"):
        with pytest.raises(InvalidError):
            clean(kinds.form(hours), {"hours_a_week": wrong})


def test_several_choices_are_kept_once_and_in_order() -> None:
    given = clean(kinds.form(TOPICS), {"trial_topics": ["events", "advice", "events"]})
    assert kinds.kept(TOPICS, given["trial_topics"]) == ["advice", "events"]


@pytest.mark.parametrize(
    ("question", "given", "said"),
    [
        (TOPICS, ["news", "sport"], "“sport” is not one of the choices."),
        (TOPICS, "news", "Choose from the list."),
        (TONE, "sport", "“sport” is not one of the choices."),
    ],
)
def test_what_is_not_listed_is_refused(question: Question, given: Any, said: str) -> None:
    with pytest.raises(InvalidError) as refused:
        clean(kinds.form(question), {question.name: given})
    assert refused.value.errors == {question.name: [said]}

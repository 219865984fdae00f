"""The sections of a plan and their questions: the one table for pages, API and completeness."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django import forms

from governance.fields import DayField, LineField, TextField
from governance.models import Plan, Rules
from ledger.days import add_months, in_words
from people.models import User


@dataclass(frozen=True)
class Question:
    """One question a page. `name` is the plan's field that holds the answer."""

    name: str
    field: forms.Field

    @property
    def kept_for_renewal(self) -> bool:
        return self.name not in {"administrators", "lead", "ends_on", "handle"}

    @property
    def label(self) -> str:
        return str(self.field.label)

    def form(self, **options: Any) -> forms.Form:
        return self.form_class()(**options)

    def form_class(self) -> type[forms.Form]:
        return type("QuestionForm", (forms.Form,), {self.name: self.field})


@dataclass(frozen=True)
class Section:
    slug: str
    title: str
    questions: tuple[Question, ...]

    def missing(self, plan: Plan) -> list[Question]:
        """Required questions without an answer."""
        return [
            each for each in self.questions if each.field.required and not _answered(plan, each)
        ]


def _text(label: str, hint: str, otherwise: str) -> TextField:
    return TextField(label=label, help_text=hint, error_messages={"required": otherwise})


def _people() -> Any:
    return User.objects.filter(is_active=True)


SECTIONS = (
    Section(
        "channel",
        "The channel",
        (
            Question(
                "handle",
                LineField(
                    label="Which handle or address will the channel have?",
                    max_length=255,
                    help_text="For example @childrenstherapies. It need not be there yet.",
                    error_messages={"required": "Enter the handle or the address."},
                ),
            ),
        ),
    ),
    Section(
        "reason",
        "Reason and objectives",
        (
            Question(
                "reason",
                _text(
                    "Why do you need the channel?",
                    "Say what you cannot do without it.",
                    "Say why you need the channel.",
                ),
            ),
            Question(
                "objectives",
                _text(
                    "What do you want it to do?",
                    "Say how you would see that it works.",
                    "Say what the channel is to do.",
                ),
            ),
            Question(
                "audience",
                _text(
                    "Who is it for?",
                    "For example patients, families or staff.",
                    "Say who the channel is for.",
                ),
            ),
            Question(
                "benefits",
                _text(
                    "What good will it do?",
                    "Think of the people who will follow it.",
                    "Say what good the channel will do.",
                ),
            ),
            Question(
                "risks",
                _text(
                    "What could go wrong?",
                    "Say what you would do about it.",
                    "Say what could go wrong.",
                ),
            ),
        ),
    ),
    Section(
        "management",
        "How it will be managed",
        (
            Question(
                "lead",
                forms.ModelChoiceField(
                    queryset=_people(),
                    label="Who will be the lead?",
                    help_text="The person in your team who answers for the channel.",
                    error_messages={"required": "Choose who will be the lead."},
                ),
            ),
            Question(
                "administrators",
                forms.ModelMultipleChoiceField(
                    queryset=_people(),
                    label="Who will be its administrators?",
                    help_text="They can act on the channel. Choose two people or more. The lead "
                    "is one of them, and an officer may be one.",
                    widget=forms.CheckboxSelectMultiple,
                    error_messages={"required": "Choose its administrators."},
                ),
            ),
            Question(
                "hours_a_week",
                forms.DecimalField(
                    label="How many hours a week will it take?",
                    min_value=0,
                    max_value=168,
                    max_digits=4,
                    decimal_places=1,
                    help_text="To write, to answer and to look after it. Count everybody's hours.",
                    error_messages={
                        "required": "Say how many hours a week it will take.",
                        "invalid": "Enter the hours as a number, for example 3 or 2.5.",
                    },
                ),
            ),
            Question(
                "content",
                _text(
                    "What will you publish, and when?",
                    "Say how often, and who agrees to it first.",
                    "Say what you will publish.",
                ),
            ),
            Question(
                "monitored",
                LineField(
                    label="When will you look at it?",
                    help_text="For example Monday to Friday, 9am to 5pm. Everybody can see this.",
                    error_messages={"required": "Say when you will look at it."},
                ),
            ),
            Question(
                "out_of_hours",
                _text(
                    "What happens out of hours?",
                    "Say who looks then, and what the channel tells people to do.",
                    "Say what happens out of hours.",
                ),
            ),
            Question(
                "accessibility",
                _text(
                    "How will everybody be able to use it?",
                    "For example captions on films, words for pictures, plain English.",
                    "Say how everybody will be able to use it.",
                ),
            ),
        ),
    ),
    Section(
        "security",
        "How its security is kept",
        (
            Question(
                "recovery_mailbox",
                forms.EmailField(
                    label="Which mailbox will be used to get back in?",
                    max_length=254,
                    help_text="The platform writes to it when a password is lost. It must be a "
                    "shared mailbox on the organisation's list, never a person's own.",
                    error_messages={
                        "required": "Enter the address of the mailbox.",
                        "invalid": "Enter an e-mail address, for example social@example.org.",
                    },
                ),
            ),
            Question(
                "sign_in",
                _text(
                    "How will people sign in to it?",
                    "Say on whose phones or computers. Never write a password here.",
                    "Say how people will sign in.",
                ),
            ),
            Question(
                "second_step",
                _text(
                    "What will be the second step of signing in?",
                    "For example a code from an app, or a security key.",
                    "Say what the second step will be.",
                ),
            ),
        ),
    ),
    Section(
        "life-span",
        "Expected life span",
        (
            Question(
                "ends_on",
                DayField(
                    label="When will the channel end?",
                    help_text="For example 31 3 2028. You can ask to keep it longer before then.",
                    widget=forms.SelectDateWidget,
                    error_messages={
                        "required": "Enter the day when the channel will end.",
                        "invalid": "Enter a real day, for example 31 3 2028.",
                    },
                ),
            ),
            Question(
                "closing",
                _text(
                    "How will you close it?",
                    "Say what you will tell its followers, and what you will keep.",
                    "Say how you will close it.",
                ),
            ),
        ),
    ),
)
QUESTIONS = {question.name: question for section in SECTIONS for question in section.questions}


def section(slug: str) -> Section | None:
    return next((each for each in SECTIONS if each.slug == slug), None)


def incomplete(plan: Plan) -> list[Section]:
    return [each for each in SECTIONS if each.missing(plan)]


def answer(plan: Plan, name: str) -> Any:
    """The answer as the plan holds it; for administrators the list of people."""
    value = getattr(plan, name)
    return list(value.all()) if name == "administrators" else value


def _answered(plan: Plan, question: Question) -> bool:
    given = answer(plan, question.name)
    return given is not None and given not in ("", [])


def latest_end(today: datetime.date) -> datetime.date:
    """The last day a channel's life span may end on, if it were agreed today."""
    return add_months(today, Rules.current().longest_life_span_months)


def longest_life_span(today: datetime.date) -> str:
    return in_words(latest_end(today))

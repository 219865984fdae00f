"""The sections of a plan and their questions: the one table for pages, API and completeness."""

from __future__ import annotations

import calendar
import datetime
from dataclasses import dataclass
from typing import Any

from django import forms

from governance.inputs.fields import DayField, LineField, TextField
from people.models import User


@dataclass(frozen=True)
class Question:
    """One question a page. `name` is the plan's field that holds the answer."""

    name: str
    field: forms.Field

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

    def missing(self, plan: Any) -> list[Question]:
        """Required questions without an answer."""
        return [
            each for each in self.questions if each.field.required and not _answered(plan, each)
        ]


def _text(label: str, hint: str, **options: Any) -> TextField:
    return TextField(label=label, help_text=hint, **options)


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
                    label="Which handle or address would the channel have?",
                    max_length=255,
                    help_text="For example @childrenstherapies. It need not exist yet.",
                ),
            ),
        ),
    ),
    Section(
        "reason",
        "Reason and objectives",
        (
            Question("reason", _text("Why is the channel needed?", "What is not possible today?")),
            Question("objectives", _text("What should it achieve?", "Say how you would notice.")),
            Question("audience", _text("Whom should it reach?", "Patients, families, staff …")),
            Question("benefits", _text("What are the benefits?", "For the people it reaches.")),
            Question("risks", _text("What are the risks?", "And how you would meet them.")),
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
                    help_text="The team member who answers for the channel.",
                ),
            ),
            Question(
                "administrators",
                forms.ModelMultipleChoiceField(
                    queryset=_people(),
                    label="Who will be its administrators?",
                    help_text="Two people at least can act on the channel; the lead is one of "
                    "them, and an officer may be one.",
                    widget=forms.CheckboxSelectMultiple,
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
                    help_text="Writing, answering and looking after it, for everybody together.",
                ),
            ),
            Question(
                "content",
                _text("What will be published, and when?", "How often, and who approves it."),
            ),
            Question(
                "monitored",
                LineField(
                    label="When will it be monitored?",
                    help_text="For example: Monday to Friday, 9am to 5pm. Shown to the public.",
                ),
            ),
            Question(
                "out_of_hours",
                _text("What happens out of hours?", "Who looks, and what does the channel say?"),
            ),
            Question(
                "accessibility",
                _text(
                    "How will everybody be able to use it?",
                    "Captions, descriptions of pictures, plain words.",
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
                    label="Which mailbox recovers the channel?",
                    max_length=254,
                    help_text="A shared mailbox on the organisation's list, never a person's own.",
                ),
            ),
            Question(
                "sign_in",
                _text("How do people sign in to it?", "Whose devices, and where the keys are."),
            ),
            Question(
                "second_step",
                _text("What is the second step of signing in?", "An app, a key or a code."),
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
                    help_text="For example 31 March 2028. It can be renewed before then.",
                ),
            ),
            Question(
                "closing",
                _text("How will it be closed?", "What followers are told, and what is kept."),
            ),
        ),
    ),
)
QUESTIONS = {question.name: question for section in SECTIONS for question in section.questions}


def section(slug: str) -> Section | None:
    return next((each for each in SECTIONS if each.slug == slug), None)


def incomplete(plan: Any) -> list[Section]:
    return [each for each in SECTIONS if each.missing(plan)]


def answer(plan: Any, name: str) -> Any:
    """The answer as the plan holds it; for administrators the list of people."""
    value = getattr(plan, name)
    return list(value.all()) if name == "administrators" else value


def _answered(plan: Any, question: Question) -> bool:
    given = answer(plan, question.name)
    return given is not None and given not in ("", [])


def latest_end(today: datetime.date) -> datetime.date:
    """The last day a channel's life span may end on, if it were agreed today."""
    from governance.models import Rules

    return add_months(today, Rules.current().longest_life_span_months)


def longest_life_span(today: datetime.date) -> str:
    latest = latest_end(today)
    return f"{latest.day} {latest:%B %Y}"


def add_months(day: datetime.date, months: int) -> datetime.date:
    """The same day of a later month, or that month's last day where it is shorter."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return datetime.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))

"""Questions that are not shipped, asked for the length of a test, without columns of their own."""

from typing import Any

import pytest

from governance.models import Plan
from governance.plans import questions
from governance.plans.asking import Kind, Question, Section, Seen

CHOICES = (("advice", "Advice"), ("news", "News & views"), ("events", "Events"))
TOPICS = Question(
    "trial_topics",
    Kind.CHOICES,
    "What will it be about?",
    "Choose all that apply.",
    otherwise="Choose what it will be about.",
    choices=CHOICES,
)
TONE = Question(
    "trial_tone",
    Kind.CHOICE,
    "What will it mostly be?",
    "Choose one.",
    otherwise="Choose what it will mostly be.",
    choices=CHOICES,
)
TROUBLE = Question(
    "trial_trouble",
    Kind.TEXT,
    "Has anything gone wrong before?",
    "Say what.",
    otherwise="Say what has gone wrong, or that nothing has.",
    required=False,
    seen=Seen.OVERSEERS,
)


class Column:
    """What a migration would add: a value for each plan, whichever instance asks."""

    def __init__(self, empty: Any) -> None:
        self.kept: dict[Any, Any] = {}
        self.empty = empty

    def __get__(self, plan: Plan | None, owner: type[Plan]) -> Any:
        return self if plan is None else self.kept.get(plan.pk, self.empty)

    def __set__(self, plan: Plan, value: Any) -> None:
        self.kept[plan.pk] = value


def ask_too(monkeypatch: pytest.MonkeyPatch, *more: Question) -> None:
    """Ask these as well, in a section of their own at the end."""
    section = Section("trial", "On trial", more)
    monkeypatch.setattr(questions, "SECTIONS", (*questions.SECTIONS, section))
    for each in more:
        empty: Any = [] if each.kind is Kind.CHOICES else ""
        monkeypatch.setattr(Plan, each.name, Column(empty), raising=False)

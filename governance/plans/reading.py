"""The answers of a plan as one person may see them."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from governance.models import Plan
from governance.plans import kinds, questions, writing
from governance.plans.asking import Kind, Question, Section, Seen
from governance.who import seeing
from ledger.actors import Actor
from people.models import User


@dataclass(frozen=True)
class Answer:
    """`before` is what it was when changes were asked for, where it is something else now."""

    question: Question
    value: Any
    before: str | None = None

    @property
    def said(self) -> str:
        return kinds.said(self.question, self.value)

    @property
    def in_paragraphs(self) -> bool:
        return self.question.kind is Kind.TEXT


@dataclass(frozen=True)
class Answers:
    """One section; whether it is complete counts what this person does not see, too."""

    section: Section
    rows: list[Answer]
    complete: bool


def answers(plan: Plan, *, by: Actor, today: datetime.date) -> list[Answers]:
    """Every section with the answers that this person sees, in the order of the questions."""
    changed = questions.changed(plan) if plan.state in Plan.IN_HAND else []
    before = {each.name: plan.answers_before[each.name] for each in changed}
    return [
        Answers(
            section,
            [
                Answer(each, kinds.answer(plan, each), before.get(each.name))
                for each in section.questions
                if sees(plan, each, by=by, today=today)
            ],
            not questions.missing(plan, section),
        )
        for section in questions.sections(plan.kind)
    ]


def sees(plan: Plan, question: Question, *, by: Actor, today: datetime.date) -> bool:
    """Whether somebody who sees the plan sees this answer."""
    if question.seen is Seen.EVERYBODY or writing.keep_answers.permits(plan, by=by, today=today):
        return True
    return isinstance(by, User) and seeing.sees_all(by)


@dataclass(frozen=True)
class InPublic:
    """What everybody will read of its channel once it is live; nothing of a closed one."""

    shown: bool
    name: str
    handle: str
    purpose: str
    monitored: str


def in_public(plan: Plan) -> InPublic:
    """As the answers stand now; what such a plan does not ask is as the channel has it."""
    channel = plan.channel
    asked = channel is None or questions.asks(plan, "monitored")
    return InPublic(
        shown=plan.platform.public,
        name=plan.name,
        handle=plan.handle,
        purpose=plan.public_purpose,
        monitored=plan.monitored if asked or channel is None else channel.monitored,
    )

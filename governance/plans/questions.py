"""The sections of a plan and their questions: the one table for pages, API and completeness."""

from __future__ import annotations

import datetime
from typing import Any

from governance.models import Channel, Plan, Rules
from governance.plans import kinds
from governance.plans.asking import Kind, Question, Renewal, Section
from ledger import days
from ledger.days import add_months

SECTIONS: tuple[Section, ...] = (
    Section(
        "channel",
        "The channel",
        (
            # The channel is made with its handle; only a change plan takes over another one.
            Question(
                "handle",
                Kind.HANDLE,
                "Which handle or address will the channel have?",
                "For example @childrenstherapies. It need not be there yet.",
                otherwise="Enter the handle or the address.",
                published=True,
                renewal=Renewal.CHANNEL,
            ),
        ),
    ),
    Section(
        "reason",
        "Reason and objectives",
        (
            Question(
                "reason",
                Kind.TEXT,
                "Why do you need the channel?",
                "Say what you cannot do without it.",
                otherwise="Say why you need the channel.",
                published=True,
                taken_over="purpose",
            ),
            Question(
                "objectives",
                Kind.TEXT,
                "What do you want it to do?",
                "Say how you would see that it works.",
                otherwise="Say what the channel is to do.",
            ),
            Question(
                "audience",
                Kind.TEXT,
                "Who is it for?",
                "For example patients, families or staff.",
                otherwise="Say who the channel is for.",
            ),
            Question(
                "benefits",
                Kind.TEXT,
                "What good will it do?",
                "Think of the people who will follow it.",
                otherwise="Say what good the channel will do.",
            ),
            Question(
                "risks",
                Kind.TEXT,
                "What could go wrong?",
                "Say what you would do about it.",
                otherwise="Say what could go wrong.",
            ),
        ),
    ),
    Section(
        "management",
        "How it will be managed",
        (
            Question(
                "lead",
                Kind.PERSON,
                "Who will be the lead?",
                "The person in your team who answers for the channel.",
                otherwise="Choose who will be the lead.",
                taken_over="lead",
                renewal=Renewal.CHANNEL,
            ),
            Question(
                "administrators",
                Kind.PEOPLE,
                "Who will be its administrators?",
                "They can act on the channel. Choose two people or more. The lead is one of them, "
                "and an officer may be one.",
                otherwise="Choose its administrators.",
                taken_over="administrators",
                renewal=Renewal.CHANNEL,
            ),
            Question(
                "hours_a_week",
                Kind.NUMBER,
                "How many hours a week will it take?",
                "To write, to answer and to look after it. Count everybody's hours.",
                otherwise="Say how many hours a week it will take.",
                wrong="Enter the hours as a number, for example 3 or 2.5.",
                least=0,
                most=168,
            ),
            Question(
                "content",
                Kind.TEXT,
                "What will you publish, and when?",
                "Say how often, and who agrees to it first.",
                otherwise="Say what you will publish.",
            ),
            Question(
                "monitored",
                Kind.LINE,
                "When will you look at it?",
                "For example Monday to Friday, 9am to 5pm.",
                otherwise="Say when you will look at it.",
                published=True,
                taken_over="monitored",
            ),
            Question(
                "out_of_hours",
                Kind.TEXT,
                "What happens out of hours?",
                "Say who looks then, and what the channel tells people to do.",
                otherwise="Say what happens out of hours.",
                taken_over="out_of_hours",
            ),
            Question(
                "accessibility",
                Kind.TEXT,
                "How will everybody be able to use it?",
                "For example captions on films, words for pictures, plain English.",
                otherwise="Say how everybody will be able to use it.",
            ),
        ),
    ),
    Section(
        "security",
        "How its security is kept",
        (
            Question(
                "recovery_mailbox",
                Kind.MAILBOX,
                "Which mailbox will be used to get back in?",
                "The platform writes to it when a password is lost. It must be a shared mailbox on "
                "the organisation's list, never a person's own.",
                otherwise="Enter the address of the mailbox.",
                wrong="Enter an e-mail address, for example social@example.org.",
                taken_over="recovery_mailbox",
            ),
            Question(
                "sign_in",
                Kind.TEXT,
                "How will people sign in to it?",
                "Say on whose phones or computers. Never write a password here.",
                otherwise="Say how people will sign in.",
            ),
            Question(
                "second_step",
                Kind.TEXT,
                "What will be the second step of signing in?",
                "For example a code from an app, or a security key.",
                otherwise="Say what the second step will be.",
            ),
        ),
    ),
    Section(
        "life-span",
        "Expected life span",
        (
            Question(
                "ends_on",
                Kind.DATE,
                "When will the channel end?",
                "For example 31 3 2028. You can ask to keep it longer before then.",
                otherwise="Enter the day when the channel will end.",
                wrong="Enter a real day, for example 31 3 2028.",
                published=True,
                taken_over="ends_on",
                renewal=Renewal.NOTHING,
            ),
            Question(
                "closing",
                Kind.TEXT,
                "How will you close it?",
                "Say what you will tell its followers, and what you will keep.",
                otherwise="Say how you will close it.",
            ),
        ),
    ),
)


def every() -> list[Question]:
    return [question for section in SECTIONS for question in section.questions]


def find(name: str) -> Question | None:
    return next((each for each in every() if each.name == name), None)


def section_of(question: Question) -> Section:
    return next(each for each in SECTIONS if question in each.questions)


def missing(plan: Plan, section: Section) -> list[Question]:
    """Required questions without an answer."""
    return [
        each
        for each in section.questions
        if each.required and not kinds.is_answer(kinds.answer(plan, each))
    ]


def incomplete(plan: Plan) -> list[Section]:
    return [each for each in SECTIONS if missing(plan, each)]


def in_words(plan: Plan) -> dict[str, str]:
    """Every answer as people read it, by the name of its question."""
    return {each.name: kinds.said(each, kinds.answer(plan, each)) for each in every()}


def changed(plan: Plan) -> list[Question]:
    """The questions whose answers are not what they were when changes were asked for."""
    before, now = plan.answers_before, in_words(plan) if plan.answers_before else {}
    return [each for each in every() if each.name in before and before[each.name] != now[each.name]]


def keep(plan: Plan, answers: dict[str, Any]) -> None:
    """Put answers on the plan. A new one is saved first: people can be named in no other."""
    people = {each.name for each in every() if each.kind is Kind.PEOPLE} & answers.keys()
    for name in answers.keys() - people:
        setattr(plan, name, answers[name])
    if people and plan._state.adding:
        plan.save()
    for name in people:
        getattr(plan, name).set(answers[name])


def taken_over(plan: Plan) -> dict[str, Any]:
    """The facts of the channel that the plan settles, by the channel's fields."""
    return {each.taken_over: kinds.answer(plan, each) for each in every() if each.taken_over}


def for_renewal(channel: Channel, last: Plan | None) -> dict[str, Any]:
    """What a renewal plan starts from, where `last` is the plan that was approved before."""
    answers: dict[str, Any] = {}
    for each in every():
        if each.renewal is Renewal.NOTHING:
            continue
        if each.taken_over:
            value = getattr(channel, each.taken_over)
            answers[each.name] = list(value.all()) if each.kind is Kind.PEOPLE else value
        if last and each.renewal is Renewal.OLD_ANSWER:
            old = kinds.answer(last, each)
            if kinds.is_answer(old):
                answers[each.name] = old
    return answers


def latest_end(today: datetime.date) -> datetime.date:
    """The last day a channel's life span may end on, if it were agreed today."""
    return add_months(today, Rules.current().longest_life_span_months)


def longest_life_span(today: datetime.date) -> str:
    return days.in_words(latest_end(today))

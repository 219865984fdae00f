"""The sections of a plan and their questions: the one table for pages, API and completeness."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

from governance.models import Channel, Plan, Rules
from governance.models.plan import Tier
from governance.plans import kinds
from governance.plans.asking import WHOLE, Kind, Of, Question, Renewal, Section
from ledger import days

SECTIONS: tuple[Section, ...] = (
    Section(
        "channel",
        "The channel",
        (
            Question(
                "name",
                Kind.LINE,
                "What will the channel be called?",
                "As people will see it. Leave it as it is if it stays.",
                otherwise="Say what the channel will be called.",
                published=True,
                taken_over="name",
                renewal=Renewal.CHANNEL,
                asked_in=(Of.CHANGE,),
            ),
            # The channel is made with its handle. After a change plan the new one is agreed, and
            # counts when an officer has seen it on the platform.
            Question(
                "handle",
                Kind.HANDLE,
                "Which handle or address will the channel have?",
                "For example @childrenstherapies. It need not be there yet.",
                otherwise="Enter the handle or the address.",
                published=True,
                renewal=Renewal.CHANNEL,
                asked_in=(Of.NEW, Of.CHANGE),
            ),
            Question(
                "tier",
                Kind.CHOICE,
                "What kind of channel will it be?",
                "A corporate channel speaks for the whole organisation.",
                otherwise="Choose what kind of channel it will be.",
                choices=(
                    (Tier.SERVICE, "A channel of a service or team"),
                    (Tier.CORPORATE, "A corporate channel"),
                ),
                published=True,
                taken_over="tier",
                renewal=Renewal.CHANNEL,
                asked_in=(Of.CHANGE,),
            ),
            Question(
                "public_purpose",
                Kind.TEXT,
                "What is the channel for?",
                "One or two sentences for the public list, for example: News and advice for "
                "families of children in our care.",
                otherwise="Say in a sentence what the channel is for.",
                published=True,
                taken_over="purpose",
                renewal=Renewal.CHANNEL,
                asked_in=(*WHOLE, Of.CHANGE),
            ),
            Question(
                "change_reason",
                Kind.TEXT,
                "Why should it change?",
                "Say also how its followers will hear of it.",
                otherwise="Say why it should change.",
                renewal=Renewal.NOTHING,
                asked_in=(Of.CHANGE,),
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
    """Whatever the kind of plan."""
    return [question for section in SECTIONS for question in section.questions]


def sections(kind: str) -> list[Section]:
    """What a plan of this kind asks; sections without a question are left out."""
    found = [
        replace(each, questions=tuple(row for row in each.questions if kind in row.asked_in))
        for each in SECTIONS
    ]
    return [each for each in found if each.questions]


def asked_of(plan: Plan) -> list[Question]:
    return [question for section in sections(plan.kind) for question in section.questions]


def asks(plan: Plan, name: str) -> bool:
    return any(each.name == name for each in asked_of(plan))


def find(name: str) -> Question | None:
    return next((each for each in every() if each.name == name), None)


def section_of(plan: Plan, question: Question) -> Section | None:
    """Where its plan asks it; None where a plan of this kind does not."""
    found = sections(plan.kind)
    return next((each for each in found if question in each.questions), None)


def not_asked(plan: Plan) -> str:
    """Why a plan of this kind does not take an answer, and where it is taken."""
    if plan.kind == Of.CHANGE:
        return "A change plan does not ask this. Write a renewal plan; the channel's page leads on."
    if plan.kind == Of.RENEWAL:
        return (
            "A renewal does not change this, so it is not asked here. Write a change plan; the "
            "channel's page leads on."
        )
    return "This was said when the plan was started. To change it, withdraw the plan and start one."


def missing(plan: Plan, section: Section) -> list[Question]:
    """Required questions without an answer."""
    return [
        each
        for each in section.questions
        if each.required and not kinds.is_answer(kinds.answer(plan, each))
    ]


def incomplete(plan: Plan) -> list[Section]:
    return [each for each in sections(plan.kind) if missing(plan, each)]


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
    settled = [each for each in asked_of(plan) if each.taken_over]
    return {str(each.taken_over): kinds.answer(plan, each) for each in settled}


def beginning(plan: Plan, channel: Channel, last: Plan | None) -> dict[str, Any]:
    """What a plan for a channel starts from, where `last` is the plan approved before."""
    answers: dict[str, Any] = {}
    for each in asked_of(plan):
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
    return Rules.current().latest_end(today)


def longest_life_span(today: datetime.date) -> str:
    return days.in_words(latest_end(today))

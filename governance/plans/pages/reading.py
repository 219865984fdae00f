"""A plan as its readers see it: its answers, its history and the steps that concern them."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.http import Http404
from django.utils import timezone

from governance.models import Plan
from governance.plans import acts as plans
from governance.plans import questions as sections
from governance.plans.questions import Section
from governance.web.doors import PersonRequest
from governance.web.steps import offers, today
from ledger.models import Entry
from ledger.questions import Asked
from ledger.steps import Offer, state_labels, table
from people.models import User
from people.roles import Role

WHOLE = ("team", "platform", "author", "lead", "officer", "channel", "approved_by", "signed_off_by")
# What happens to a plan without changing its state; the steps have labels of their own.
ACTS = {
    "plan.start": "Plan started",
    "plan.write": "Answers changed",
    "plan.ask_consultation": "Consultation asked for",
    "plan.record_consultation": "Consultation recorded",
}
NOT_SHOWN = {"actor", "subject"}


def find(request: PersonRequest, pk: uuid.UUID) -> Plan:
    """A plan that this person may see; for everybody else there is none."""
    plan = plans.visible_to(request.user).select_related(*WHOLE).filter(pk=pk).first()
    if plan is None:
        raise Http404
    return plan


def asking(request: PersonRequest) -> Asked:
    """What guards and permissions want to know, for a page that only looks."""
    return Asked(by=request.user, today=today(), at=timezone.now())


@dataclass(frozen=True)
class Answer:
    name: str
    question: str
    value: Any


@dataclass(frozen=True)
class Answers:
    section: Section
    rows: list[Answer]
    complete: bool


def answers(plan: Plan) -> list[Answers]:
    """Every section with its answers, in the order of the questions."""
    return [
        Answers(
            section,
            [
                Answer(each.name, each.label, sections.answer(plan, each.name))
                for each in section.questions
            ],
            not section.missing(plan),
        )
        for section in sections.SECTIONS
    ]


def steps_for(plan: Plan, request: PersonRequest) -> list[Offer]:
    """What this person can do now, or would expect to; the check page has the submitting."""
    found = [each for each in offers(plan, request) if each.step.name != "submit"]
    return [each for each in found if each.permitted or _owes_a_reason(each, plan, request.user)]


def _owes_a_reason(offer: Offer, plan: Plan, user: User) -> bool:
    """People who decide plans are told why they may not decide this one."""
    match offer.step.name:
        case "take_up":
            return user.is_officer
        case "approve":
            decides = user.is_officer and plan.officer_id in (None, user.pk)
            return decides or _of_the_team(plan, user)
        case "sign_off":
            return user.holds(Role.EXECUTIVE)
    return False


def _of_the_team(plan: Plan, user: User) -> bool:
    return user.holds(Role.OFFICER, Role.HEAD, Role.EXECUTIVE) and plan.team_id in user.team_ids


@dataclass
class Event:
    """One entry of the ledger, or several alike in a row."""

    at: Any
    who: str
    what: str
    state: str = ""
    words: list[str] = field(default_factory=list)


def history(plan: Plan) -> list[Event]:
    """Newest first; answers that one person changed one after the other are told once."""
    entries = Entry.objects.filter(subject_kind="plan", subject_id=plan.pk)
    told: list[Event] = []
    for event in _events(entries.exclude(act__endswith=".refused").prefetch_related("words")):
        last = told[-1] if told else None
        if last and event.what == ACTS["plan.write"] == last.what and event.who == last.who:
            told[-1] = event
        else:
            told.append(event)
    return told[::-1]


def _events(entries: models.QuerySet[Entry]) -> Iterator[Event]:
    labels, known = state_labels(Plan), table(Plan)
    for entry in entries:
        words = {each.name: each.text for each in entry.words.all()}
        step = known.get(entry.act.partition(".")[2])
        facts = json.loads(bytes(entry.body)).get("facts", {})
        yield Event(
            at=entry.at,
            who=words.get("actor", "Somebody"),
            what=ACTS.get(entry.act) or (step.label if step else entry.act),
            state=str(labels.get(facts.get("to"), "")),
            words=[text for name, text in words.items() if name not in NOT_SHOWN],
        )

"""A plan as its readers see it: its history and the steps that concern them."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from typing import Any

from django.http import Http404

from governance.models import Plan
from governance.plans import acts as plans
from governance.plans import writing
from governance.web.doors import PersonRequest
from governance.web.offering import Offered, expects, steps_offered
from governance.who import seeing
from ledger.history import REFUSED, Told, entries_about, tell
from ledger.steps import state_labels

WHOLE = ("team", "platform", "author", "lead", "officer", "channel", "approved_by", "signed_off_by")
CHANGED = writing.keep_answers.name


def find(request: PersonRequest, pk: uuid.UUID) -> Plan:
    """A plan that this person may see; for everybody else there is none."""
    plan = seeing.plans(request.user).select_related(*WHOLE).filter(pk=pk).first()
    if plan is None:
        raise Http404
    return plan


def steps_for(plan: Plan, request: PersonRequest) -> list[Offered]:
    """What this person can do now, or would expect to; the check page has the submitting."""
    found = [each for each in steps_offered(plan, request) if each.act is not plans.submit]
    return [each for each in found if each.permitted or expects(each.act, plan, request)]


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
    entries = entries_about("plan", plan.pk).exclude(act__endswith=REFUSED).order_by("-seq")
    labels, shown = state_labels(Plan), list[Told]()
    for told in tell(entries):
        last = shown[-1] if shown else None
        if last and told.act == CHANGED == last.act and told.actor == last.actor:
            continue
        shown.append(told)
    return [
        Event(
            at=told.at,
            who=told.actor,
            what=told.label,
            state=labels.get(told.state, ""),
            words=list(told.words.values()),
        )
        for told in shown
    ]

"""The questions that name people: their team to choose from, anybody else by name or address."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import models

from governance.models import Plan
from governance.plans import kinds
from governance.plans.asking import Kind, Question
from governance.web import naming
from ledger.refusals import InvalidError
from people.models import User
from people.roles import Role

PEOPLE = {Kind.PERSON, Kind.PEOPLE}


class PeopleForm(forms.Form):
    """What was ticked and what was typed; `question` names the field with the ticks."""

    question: Question
    mark_optional = False

    def chosen(self) -> Any:
        """Ids as the question takes them. Raises InvalidError for what names nobody here."""
        ticked = naming.sent(self, self.question.name)
        found, errors = naming.known(str(naming.sent(self, "others") or ""))
        if errors:
            raise InvalidError({"others": errors})
        if self.question.kind is Kind.PEOPLE:
            return [*dict.fromkeys([*(ticked or []), *(str(user.pk) for user in found)])]
        if len(found) > 1:
            raise InvalidError({"others": ["Only one person can be named here."]})
        return str(found[0].pk) if found else ticked


def people_form(plan: Plan, question: Question, data: Any) -> PeopleForm:
    now = kinds.answer(plan, question)
    chosen = now if isinstance(now, list) else [now] if now else []
    several = question.kind is Kind.PEOPLE
    field: Any = kinds.field(question)
    field.queryset = _choices(plan, chosen, officers=several)
    field.required = False
    field.label_from_instance = lambda user: f"{user} ({user.email})"
    members = {question.name: field, "others": naming.others(several=several), "question": question}
    made: type[PeopleForm] = type("QuestionForm", (PeopleForm,), members)
    return made(data, initial={question.name: now})


def _choices(plan: Plan, chosen: list[User], *, officers: bool) -> models.QuerySet[User]:
    """Never the whole directory: the team, those named already, and officers who may help."""
    offered = models.Q(memberships__team=plan.team_id, memberships__ended_on=None)
    offered |= models.Q(pk__in=[user.pk for user in chosen])
    offered |= models.Q(pk__in=[plan.lead_id] if plan.lead_id else [])
    if officers:
        offered |= models.Q(groups__name__in=[Role.OFFICER, Role.HEAD])
    return User.objects.filter(offered, is_active=True).distinct()

"""The questions that name people: their team to choose from, anybody else by e-mail address."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models

from governance.fields import LineField, TextField
from governance.models import Plan
from governance.plans import kinds
from governance.plans.asking import Kind, Question
from ledger.refusals import InvalidError
from people.models import User
from people.roles import Role

PEOPLE = {Kind.PERSON, Kind.PEOPLE}
MOST = 50


class PeopleForm(forms.Form):
    """What was ticked and what was typed; `question` names the field with the ticks."""

    question: Question
    mark_optional = False

    def chosen(self) -> Any:
        """Ids as the question takes them. Raises InvalidError for an address nobody here has."""
        ticked = _value(self, self.question.name)
        found, errors = _known(str(_value(self, "others") or ""))
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
    members = {question.name: field, "others": _others(several=several), "question": question}
    made: type[PeopleForm] = type("QuestionForm", (PeopleForm,), members)
    return made(data, initial={question.name: now})


def _others(*, several: bool) -> forms.Field:
    if several:
        return TextField(
            label="Somebody who is not in this list",
            help_text="Their e-mail address at work. Write one address on each line.",
            max_length=2_000,
            required=False,
            widget=forms.Textarea(attrs={"rows": 3}),
        )
    return LineField(
        label="Somebody who is not in this list",
        help_text="Their e-mail address at work. It counts before what is chosen above.",
        max_length=254,
        required=False,
    )


def _choices(plan: Plan, chosen: list[User], *, officers: bool) -> models.QuerySet[User]:
    """Never the whole directory: the team, those named already, and officers who may help."""
    offered = models.Q(memberships__team=plan.team_id, memberships__ended_on=None)
    offered |= models.Q(pk__in=[user.pk for user in chosen])
    offered |= models.Q(pk__in=[plan.lead_id] if plan.lead_id else [])
    if officers:
        offered |= models.Q(pk__in=User.objects.holding(Role.OFFICER, Role.HEAD))
    return User.objects.filter(offered, is_active=True).distinct()


def _value(form: forms.Form, name: str) -> Any:
    widget = form.fields[name].widget
    return widget.value_from_datadict(form.data, form.files, form.add_prefix(name))


def _known(text: str) -> tuple[list[User], list[str]]:
    """The people of the addresses, and a sentence for each address that is nobody's here."""
    addresses = text.replace(",", " ").replace(";", " ").split()
    if len(addresses) > MOST:
        return [], [f"Give {MOST} addresses at most."]
    found = [(address, _person(address)) for address in addresses]
    unknown = [
        f"Nobody here has the address {address}. Check it, or ask a steward to add the person."
        for address, user in found
        if user is None
    ]
    return [user for _, user in found if user], unknown


def _person(address: str) -> User | None:
    try:
        validate_email(address)
    except ValidationError:
        return None
    return User.objects.filter(email__iexact=address, is_active=True).first()

"""Asking communications for a consultation, and recording it."""

import datetime
from typing import Any

from django import forms

from governance.fields import DayField, TextField
from governance.models.channel import Channel
from governance.models.consultation import Consultation
from governance.models.plan import Plan
from governance.who import permissions as may
from governance.who import recipients
from ledger import acts
from ledger.questions import Asked, guard
from ledger.refusals import InvalidError
from people.models import User


class Ask(forms.Form):
    question = TextField(
        label="What would you like to talk about?",
        help_text="Say in a few sentences what you have in mind.",
        error_messages={"required": "Say what you would like to talk about."},
    )


class Record(forms.Form):
    held_on = DayField(
        label="When did you talk?",
        help_text="For example 31 3 2027.",
        widget=forms.SelectDateWidget,
        error_messages={
            "required": "Give the day when you talked.",
            "invalid": "Enter a real day, for example 31 3 2027.",
        },
    )
    outcome = forms.ChoiceField(
        label="What came of it?",
        choices=Consultation.Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what came of it."},
    )
    existing_channel = forms.ModelChoiceField(
        queryset=Channel.objects.exclude(state="retired"),
        label="Which existing channel?",
        required=False,
    )
    advice = TextField(
        label="Your advice",
        help_text="The team reads this.",
        error_messages={"required": "Write down your advice."},
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        existing = given.get("outcome") == Consultation.Outcome.USE_EXISTING
        if existing and not given.get("existing_channel"):
            self.add_error("existing_channel", "Say which channel the team can use.")
        return given


@guard("A consultation has been asked for already; an officer will be in touch.")
def none_is_open(plan: Plan, asked: Asked) -> bool:
    return not plan.consultations.filter(recorded_at=None).exists()


@guard("A consultation comes before a plan is decided.")
def undecided(plan: Plan, asked: Asked) -> bool:
    return plan.state not in ("approved", "rejected", "withdrawn")


def ask(plan: Plan, *, by: User, today: datetime.date, question: str) -> Consultation:
    """Ask the communications team for a talk about a plan."""
    with acts.performing(
        "plan.ask_consultation",
        plan,
        by=by,
        today=today,
        who=may.author | may.team_lead,
        label="ask for a consultation",
        guards=[undecided, none_is_open],
        form=Ask,
        inputs={"question": question},
    ) as act:
        consultation = Consultation.objects.create(
            plan=plan, asked_by=by, asked_at=act.asked.at, question=act.asked.inputs["question"]
        )
        act.asked.facts["consultation"] = str(consultation.pk)
        act.tell("consultation_asked", recipients.officers(), **plan.told())
    return consultation


def record(
    plan: Plan,
    *,
    by: User,
    today: datetime.date,
    held_on: Any,
    outcome: str,
    advice: str,
    existing_channel: Any = None,
) -> Consultation:
    """Record the talk: the one that was asked for, or one that nobody asked for in writing."""
    with acts.performing(
        "plan.record_consultation",
        plan,
        by=by,
        today=today,
        who=may.officer,
        label="record a consultation",
        guards=[undecided],
        form=Record,
        inputs={
            "held_on": held_on,
            "outcome": outcome,
            "advice": advice,
            "existing_channel": existing_channel,
        },
    ) as act:
        inputs = act.asked.inputs
        if inputs["held_on"] > today:
            raise InvalidError({"held_on": ["The day of the talk cannot lie ahead."]})
        consultation = plan.consultations.filter(recorded_at=None).first() or Consultation(
            plan=plan
        )
        for name, value in inputs.items():
            setattr(consultation, name, value)
        consultation.officer, consultation.recorded_at = by, act.asked.at
        consultation.save()
        act.asked.facts["consultation"] = str(consultation.pk)
        act.tell(
            "consultation_recorded",
            recipients.proposers(plan, act.asked),
            **plan.told(),
            outcome=consultation.get_outcome_display(),
            advice=consultation.advice,
        )
    return consultation

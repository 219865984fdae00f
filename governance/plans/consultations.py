"""Asking communications for a consultation, and recording it."""

from __future__ import annotations

from governance.models import Consultation, Plan
from governance.plans import guards, inputs
from governance.who import permissions as may
from governance.who import recipients
from ledger.acts import Act, act
from ledger.refusals import InvalidError


@act(
    "plan.ask_consultation",
    Plan,
    label="Ask for a consultation",
    past="Consultation asked for",
    who=may.author | may.team_lead,
    guards=[guards.undecided, guards.none_is_open],
    form=inputs.AskConsultation,
    tells=["consultation_asked"],
    saves=False,
)
def ask(plan: Plan, act: Act) -> Consultation:
    """Ask the communications team for a talk about a plan."""
    consultation = Consultation.objects.create(
        plan=plan, asked_by_id=act.by.pk, asked_at=act.at, question=act.inputs["question"]
    )
    act.facts["consultation"] = str(consultation.pk)
    act.tell("consultation_asked", recipients.officers(), **plan.told())
    return consultation


@act(
    "plan.record_consultation",
    Plan,
    label="Record a consultation",
    past="Consultation recorded",
    who=may.officer,
    guards=[guards.undecided],
    form=inputs.RecordConsultation,
    tells=["consultation_recorded"],
    saves=False,
)
def record(plan: Plan, act: Act) -> Consultation:
    """Record the talk: the one that was asked for, or one that nobody asked for in writing."""
    given = act.inputs
    if given["held_on"] > act.today:
        raise InvalidError({"held_on": ["The day of the talk cannot lie ahead."]})
    asked_for = plan.consultations.filter(recorded_at=None).first()
    consultation = asked_for or Consultation(plan=plan)
    for name, value in given.items():
        setattr(consultation, name, value)
    consultation.officer_id, consultation.recorded_at = act.by.pk, act.at
    consultation.save()
    act.facts["consultation"] = str(consultation.pk)
    act.tell(
        "consultation_recorded",
        recipients.proposers(plan),
        **plan.told(),
        outcome=consultation.get_outcome_display(),
        advice=consultation.advice,
    )
    return consultation

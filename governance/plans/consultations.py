"""Asking communications for a consultation, and recording it."""

from __future__ import annotations

from governance.models import Consultation, Plan
from governance.plans import guards, inputs
from governance.who import permissions as may
from governance.who import recipients
from ledger.acts import Act, act
from ledger.days import since_in_words
from ledger.refusals import InvalidError, RefusedError


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
    act.tell("consultation_asked", recipients.other_officers(plan), **plan.told())
    return consultation


@act(
    "plan.record_consultation",
    Plan,
    label="Record a consultation",
    past="Consultation recorded",
    who=may.other_officer,
    guards=[guards.undecided],
    form=inputs.RecordConsultation,
    tells=["consultation_recorded"],
    saves=False,
)
def record(plan: Plan, act: Act) -> Consultation:
    """Record the talk: the one that was asked for, or one that nobody asked for in writing."""
    answered = plan.consultations.filter(pk=act.inputs["asked"]).exclude(recorded_at=None).first()
    if answered is not None and answered.recorded_at is not None:
        said = f"{answered.officer} recorded this talk {since_in_words(answered.recorded_at)}."
        raise RefusedError(f"{said} If you talked too, send it again: both are kept.")
    consultation = keep(plan, act)
    act.tell(
        "consultation_recorded",
        recipients.proposers(plan),
        **plan.told(),
        outcome=consultation.get_outcome_display(),
        advice=consultation.advice,
    )
    return consultation


def keep(plan: Plan, act: Act) -> Consultation:
    """What the act was told of the talk, as the one that was asked for or as one of its own."""
    given = {name: value for name, value in act.inputs.items() if name != "asked"}
    if given["held_on"] > act.today:
        raise InvalidError({"held_on": ["The day of the talk cannot lie ahead."]})
    consultation = plan.consultations.filter(recorded_at=None).first() or Consultation(plan=plan)
    for name, value in given.items():
        setattr(consultation, name, value)
    consultation.officer_id, consultation.recorded_at = act.by.pk, act.at
    consultation.save()
    act.facts["consultation"] = str(consultation.pk)
    return consultation

"""What people supply with the steps of a review."""

import datetime
from typing import Any

from django import forms

from governance.fields import DayField, TextField
from governance.models import Review

Outcome = Review.Outcome
YES_NO = [("yes", "Yes"), ("no", "No"), ("not_sure", "Not sure")]


def _yes_no(label: str, **options: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=YES_NO, widget=forms.RadioSelect, **options)


class Answer(forms.Form):
    """One form for both kinds: the lead says how things stand."""

    people_right = _yes_no("Is the access list right: does everybody on it still need access?")
    two_step = _yes_no("Is two-step sign-in on?")
    recovery = _yes_no("Does the recovery mailbox work, and is it on the organisation's list?")
    monitored = _yes_no("Is the channel monitored as agreed?")
    needed = _yes_no("Is the channel still needed?")
    remarks = TextField(label="Is there anything else to say?", required=False)


class Close(forms.Form):
    outcome = forms.ChoiceField(
        label="What comes of the review?", choices=Outcome.choices, widget=forms.RadioSelect
    )
    finding = TextField(
        label="What must be put right?",
        required=False,
        help_text="One thing. You can add others when the review is closed.",
    )
    deadline = DayField(
        label="By when?",
        required=False,
        help_text="Only where something must be put right. For example, 4 January 2027.",
    )
    rotate = forms.BooleanField(label="The keys must be rotated", required=False)
    remarks = TextField(label="Remarks", required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        outcome = given.get("outcome")
        if outcome == Outcome.FINDINGS:
            if not given.get("finding"):
                self.add_error("finding", "Say what must be put right.")
            if not given.get("deadline"):
                self.add_error("deadline", "Say by when.")
        if outcome == Outcome.SUSPEND and not given.get("remarks"):
            self.add_error("remarks", "Say why the channel is suspended.")
        return given


class AddFinding(forms.Form):
    finding = TextField(
        label="What must be put right?",
        error_messages={"required": "Say what must be put right."},
    )
    deadline = DayField(label="By when?", help_text="For example, 4 January 2027.")


class Fix(forms.Form):
    what_was_done = TextField(
        label="What was done?", error_messages={"required": "Say what was done."}
    )


class Tick(forms.Form):
    what_was_seen = TextField(
        label="What did you see?",
        help_text="Where you looked, and that it is as it was asked for.",
        error_messages={"required": "Say what you saw."},
    )


class SendBack(forms.Form):
    reason = TextField(
        label="What is not right yet?",
        error_messages={"required": "Say what is not right yet."},
    )


def as_json(inputs: dict[str, Any]) -> dict[str, Any]:
    """Answers as they are kept: days in ISO 8601."""
    return {
        name: value.isoformat() if isinstance(value, datetime.date) else value
        for name, value in inputs.items()
    }

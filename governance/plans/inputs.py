"""What people supply with the acts of a plan."""

from typing import Any

from django import forms

from governance.fields import DayField, LineField, TextField
from governance.models import Channel, Consultation


class Reason(forms.Form):
    reason = TextField(
        label="Reason", help_text="The team reads this.", error_messages={"required": "Say why."}
    )


class Name(forms.Form):
    name = LineField(
        label="What is the channel called?",
        max_length=120,
        error_messages={"required": "Say what the channel is called."},
    )


class RequestChanges(forms.Form):
    changes_wanted = TextField(
        label="What should be changed?",
        help_text="The team reads this, and can then submit the plan again.",
        error_messages={"required": "Say what should be changed."},
    )


class Submit(forms.Form):
    going_on = TextField(
        label="Why do you go on with it?",
        help_text="The advice was to do something else. The officer who decides reads this.",
        required=False,
    )


class TakeOver(forms.Form):
    """`from_whom` is the officer whom the page named: somebody may have been quicker."""

    reason = TextField(
        label="Why do you take it over?",
        help_text="For example: they are on leave until Monday. They and the team read this.",
        error_messages={"required": "Say why you take it over."},
    )
    from_whom = forms.UUIDField(
        label="The officer who had it", required=False, widget=forms.HiddenInput
    )


class SignOff(forms.Form):
    reason = TextField(
        label="Why do you agree?",
        help_text="The team reads this.",
        error_messages={"required": "Say why you agree."},
    )


class Approve(forms.Form):
    reason = TextField(
        label="Why do you approve it?",
        help_text="The team reads this.",
        error_messages={"required": "Say why you approve it."},
    )
    conditions = TextField(
        label="Conditions",
        required=False,
        help_text="Leave empty to approve without conditions. Write one on each line. The lead "
        "must meet each one. You can end a line with its day: by 4 March 2027.",
    )
    conditions_due = DayField(
        label="By when, where a line says no day?",
        required=False,
        help_text="Leave empty for 30 days from today.",
    )
    second_sign_off = forms.BooleanField(
        label="An executive should sign this off too", required=False
    )


class AskConsultation(forms.Form):
    question = TextField(
        label="What would you like to talk about?",
        help_text="Say in a few sentences what you have in mind.",
        error_messages={"required": "Say what you would like to talk about."},
    )


class RecordConsultation(forms.Form):
    """`asked` is the request that the page showed: somebody may have answered it by now."""

    asked = forms.UUIDField(
        label="The request that this answers", required=False, widget=forms.HiddenInput
    )
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
        queryset=Channel.objects.exclude(state=Channel.State.RETIRED),
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

"""What people supply with the steps of a plan."""

from django import forms

from governance.fields import LineField, TextField


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


class Approve(forms.Form):
    conditions = TextField(
        label="Conditions", required=False, help_text="Leave empty to approve without conditions."
    )
    second_sign_off = forms.BooleanField(
        label="An executive should sign this off too", required=False
    )

"""What an officer supplies with a new version of the policy."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from governance.fields import DayField, LineField, TextField
from governance.models import PolicyVersion

LONGEST_POLICY = 100_000


class Publish(forms.Form):
    number = LineField(
        label="Number of the version",
        max_length=20,
        help_text="For example 2 or 2027-1.",
        error_messages={"required": "Give the version a number."},
    )
    title = LineField(
        label="Title", max_length=150, error_messages={"required": "Give the policy a title."}
    )
    changes = TextField(
        label="What is new?",
        help_text="In a few sentences. Everybody who looks after a channel reads this.",
        error_messages={"required": "Say what is new."},
    )
    text = TextField(
        label="The policy",
        max_length=LONGEST_POLICY,
        help_text="Leave an empty line between paragraphs.",
        widget=forms.Textarea(attrs={"rows": 20}),
        error_messages={"required": "Put in the words of the policy."},
    )
    review_on = DayField(
        label="When will it be looked at again?",
        help_text="For example 31 3 2028.",
        required=False,
        widget=forms.SelectDateWidget,
    )

    def clean_number(self) -> str:
        number: str = self.cleaned_data["number"]
        if PolicyVersion.objects.filter(number=number).exists():
            raise ValidationError(f"There is a version {number} already.")
        return number

    def clean_review_on(self) -> Any:
        day = self.cleaned_data["review_on"]
        if day and day <= timezone.localdate():
            raise ValidationError("The day of the next look must lie ahead.")
        return day

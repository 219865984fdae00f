"""How often somebody's e-mail comes: their own choice."""

from __future__ import annotations

from django import forms

from ledger.acts import Act, act
from people.models import HowOften, User
from people.permissions import oneself


class Choice(forms.Form):
    digest = forms.ChoiceField(
        label="How often do you want your e-mail?",
        choices=HowOften.choices,
        widget=forms.RadioSelect,
        help_text="What cannot wait comes at once, and what would be too late by then comes on the "
        "next working day, whatever you choose.",
    )


@act(
    "person.choose_digest",
    User,
    label="Choose how often e-mail comes",
    who=oneself,
    form=Choice,
    silent="It is theirs to choose, and concerns nobody else.",
)
def choose_digest(user: User, act: Act) -> None:
    user.digest = act.inputs["digest"]

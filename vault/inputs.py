"""What is supplied with the vault's acts. Never a secret: inputs are recorded."""

from django import forms

from vault.models.custodian import Policy

LONGEST = 2_000


class Reason(forms.Form):
    reason = forms.CharField(
        label="Reason",
        max_length=LONGEST,
        widget=forms.Textarea,
        error_messages={"required": "Say why."},
    )


class Account(forms.Form):
    account = forms.CharField(
        label="What did you do with the keys?",
        max_length=LONGEST,
        widget=forms.Textarea,
        error_messages={"required": "Say what you did with the keys."},
    )


class Answer(forms.ChoiceField):
    """Yes, no, or a platform that cannot do it."""

    CHOICES = [("yes", "Yes"), ("no", "No"), ("not_possible", "Not possible on this platform")]

    def __init__(self, label: str) -> None:
        super().__init__(
            label=label,
            choices=self.CHOICES,
            widget=forms.RadioSelect,
            error_messages={"required": "Choose an answer."},
        )


class Confirmation(forms.Form):
    """Changing a password alone leaves signed-in sessions and connected tools as they are."""

    sessions_ended = Answer("Did you end all other sessions?")
    tools_disconnected = Answer("Did you disconnect tools that nobody needs?")
    posts_paused = Answer("Did you look through scheduled posts and pause what is not ours?")


class Done(forms.Form):
    """What was answered with no when the new keys were confirmed."""

    LABELS = {
        "sessions_ended": "End all other sessions",
        "tools_disconnected": "Disconnect tools that nobody needs",
        "posts_paused": "Look through scheduled posts and pause what is not ours",
    }

    what = forms.ChoiceField(
        label="What did you do now?",
        choices=list(LABELS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what you did."},
    )
    answer = forms.ChoiceField(
        label="How did it go?",
        choices=[("yes", "It is done"), ("not_possible", "Not possible on this platform")],
        initial="yes",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose an answer."},
    )


class Policies(forms.Form):
    in_hours = forms.ChoiceField(label="In hours", choices=Policy.choices)
    out_of_hours = forms.ChoiceField(label="Out of hours", choices=Policy.choices)


class Retirement(forms.Form):
    recoverable_until = forms.DateField(label="The platform can give it back until")

"""What people supply with the steps and acts of a channel."""

from typing import Any

from django import forms

from governance.fields import DayField, LineField, TextField
from governance.models import Channel, Takedown
from governance.models.channel import LapseCause
from people.models import User


class Suspend(forms.Form):
    """By the rule about its second step the clock suspends alone."""

    cause = forms.ChoiceField(
        label="Why is it suspended?",
        choices=[
            (value, label)
            for value, label in Channel.Cause.choices
            if value != Channel.Cause.SECOND_STEP
        ],
        widget=forms.RadioSelect,
    )
    reason = TextField(label="What has happened?", error_messages={"required": "Say why."})


class Compromise(forms.Form):
    reason = TextField(
        label="What was seen?",
        help_text="For example a post that nobody of the team wrote.",
        error_messages={"required": "Say what was seen."},
    )


class Reinstate(forms.Form):
    put_right = TextField(
        label="What was put right?", error_messages={"required": "Say what was put right."}
    )


class Extend(forms.Form):
    ends_on = DayField(label="New end date", help_text="At most three months from the old one.")
    reason = TextField(label="Reason", error_messages={"required": "Say why."})


class Unconfirmed(forms.Form):
    cause = forms.ChoiceField(
        label="Why does it lapse?",
        choices=[
            (value, label) for value, label in LapseCause.choices if value != LapseCause.LIFE_SPAN
        ],
    )


class Retire(forms.Form):
    ending = forms.ChoiceField(
        label="What becomes of it on the platform?",
        choices=Channel.Ending.choices,
        widget=forms.RadioSelect,
    )
    transferred_to = LineField(label="Transferred to whom?", required=False)
    archive = LineField(
        label="Where is the archive kept?",
        max_length=500,
        error_messages={"required": "Say where the archive is kept."},
    )
    reason = TextField(label="Reason", error_messages={"required": "Say why."})

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        transferred = given.get("ending") == Channel.Ending.TRANSFERRED
        if transferred and not given.get("transferred_to"):
            self.add_error("transferred_to", "Say to whom it is transferred.")
        return given


class PrepareClosing(forms.Form):
    records_captured = forms.BooleanField(
        label="Its records are captured and filed",
        error_messages={"required": "Capture the records first."},
    )
    closing_notice_on = DayField(
        label="Since when has the closing notice been shown?", required=False
    )
    no_closing_notice = TextField(label="Or why was no notice shown?", required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not given.get("closing_notice_on") and not given.get("no_closing_notice"):
            self.add_error(
                "closing_notice_on", "Give the day of the closing notice, or say why there is none."
            )
        return given


class ConfirmSetUp(forms.Form):
    """The checklist; what is ticked here was looked at on the platform."""

    url = LineField(
        label="Address on the platform",
        max_length=500,
        help_text="Copy it from the channel's own page.",
        error_messages={"required": "Enter the address of the channel."},
    )
    two_step = forms.BooleanField(
        label="Two-step sign-in is on",
        error_messages={"required": "Turn two-step sign-in on first."},
    )
    recovery = forms.BooleanField(
        label="The recovery address is the organisation's mailbox",
        error_messages={"required": "Set the recovery mailbox first."},
    )
    branding = forms.BooleanField(
        label="Name, picture and description are as agreed",
        error_messages={"required": "Put name, picture and description right first."},
    )
    monitoring = forms.BooleanField(
        label="The description says when the channel is monitored, and where to get urgent help",
        error_messages={"required": "Say on the channel when it is monitored."},
    )


class RecordTakedown(forms.Form):
    what = forms.ChoiceField(
        label="What was done?", choices=Takedown.What.choices, widget=forms.RadioSelect
    )
    details = TextField(label="What exactly?", error_messages={"required": "Say what was done."})
    where = LineField(
        label="Where on the platform?",
        max_length=500,
        error_messages={"required": "Say where."},
    )
    evidence = LineField(
        label="Where is the evidence kept?",
        max_length=500,
        error_messages={"required": "Say where the evidence is kept."},
    )


class NamePeople(forms.Form):
    lead = forms.ModelChoiceField(
        queryset=User.objects.all(),
        label="Who leads it?",
        help_text="The person who answers for the channel. They have read the current policy.",
        error_messages={"required": "Say who leads it."},
    )
    administrators = forms.ModelMultipleChoiceField(
        queryset=User.objects.all(),
        label="Who are its administrators?",
        help_text="The people who can act on it. The lead is one of them, and two are needed.",
        required=False,
    )


class Correct(forms.Form):
    """What is not sent stays as it is; what is sent empty is emptied."""

    mark_optional = False

    name = LineField(
        label="Name",
        max_length=120,
        error_messages={"required": "Say what the channel is called."},
    )
    purpose = TextField(
        label="What is it for?",
        help_text="One or two sentences. Everybody can read this on the public list.",
        required=False,
    )
    monitored = LineField(
        label="When is it looked at?",
        help_text="For example Monday to Friday, 9am to 5pm. Everybody can see this.",
        required=False,
    )
    out_of_hours = TextField(label="What happens outside those hours?", required=False)
    recovery_mailbox = forms.EmailField(
        label="Which mailbox is used to get back in?",
        help_text="It must be on the organisation's list of mailboxes.",
        max_length=254,
        required=False,
        error_messages={"invalid": "Enter an e-mail address, for example social@example.org."},
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if "name" in self.errors and "name" not in self.data:
            del self.errors["name"]
        return {name: said for name, said in given.items() if name in self.data}


class ConfirmHandle(forms.Form):
    url = LineField(
        label="New address on the platform",
        max_length=500,
        help_text="Copy it from the channel's own page.",
        error_messages={"required": "Enter the new address of the channel."},
    )
    carried_out = forms.BooleanField(
        label="The handle is changed on the platform, and the old one does not lead elsewhere",
        error_messages={"required": "Have it changed on the platform first."},
    )


class SetAsideHandle(forms.Form):
    reason = TextField(
        label="Why is it set aside?",
        help_text="The people of the channel read this.",
        error_messages={"required": "Say why."},
    )

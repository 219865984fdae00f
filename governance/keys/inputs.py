"""What people type on the pages of keys. What they typed into a secret field never comes back."""

import datetime
from typing import Any

from django import forms

from governance.fields import TextField
from vault.secret import Secret

LONGEST = 10_000


class Unshown:
    """A widget that is never drawn with a value."""

    def format_value(self, value: Any) -> None:
        return None


class UnshownLine(Unshown, forms.TextInput):
    pass


class UnshownText(Unshown, forms.Textarea):
    pass


QUIET = {"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}


class Keys(forms.Form):
    """Every field of a channel's keys. Spaces count, so nothing is stripped."""

    username = forms.CharField(
        label="User name",
        required=False,
        strip=False,
        max_length=LONGEST,
        widget=UnshownLine(attrs=QUIET),
    )
    password = forms.CharField(
        label="Password",
        required=False,
        strip=False,
        max_length=LONGEST,
        help_text="The channel's own, never anybody's personal password.",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    recovery_mailbox = forms.CharField(
        label="Recovery mailbox",
        required=False,
        max_length=LONGEST,
        widget=UnshownLine(attrs=QUIET),
    )
    totp_seed = forms.CharField(
        label="Authenticator seed",
        required=False,
        max_length=LONGEST,
        help_text="The letters that are shown beside the QR code when two-step sign-in is set up.",
        widget=UnshownLine(attrs=QUIET),
    )
    backup_codes = forms.CharField(
        label="Backup codes",
        required=False,
        max_length=LONGEST,
        help_text="One a line.",
        widget=UnshownText(attrs=QUIET),
    )
    notes = forms.CharField(
        label="Notes",
        required=False,
        max_length=LONGEST,
        help_text="Anything else that somebody needs to get in at night.",
        widget=UnshownText(attrs=QUIET),
    )


class NewKeys(Keys):
    """The same when keys are held: with the offer to make the password."""

    make = forms.BooleanField(label="Make a strong password for me", required=False, initial=True)


def _reason(label: str, otherwise: str) -> TextField:
    return TextField(
        label=label,
        max_length=2_000,
        help_text="Everybody responsible reads this.",
        error_messages={"required": otherwise},
    )


class Ask(forms.Form):
    reason = _reason("Why do you need the keys?", "Say why you need the keys.")


class AskAsOfficer(Ask):
    """An officer may also test the keys, which makes no rotation due, or move the seed."""

    purpose = forms.ChoiceField(
        label="What for?",
        choices=[
            ("act", "To act on the channel"),
            ("test", "To test that the keys still work"),
            ("seed", "To move the authenticator seed to another device"),
        ],
        initial="act",
        widget=forms.RadioSelect,
    )


class AskForNewKeys(forms.Form):
    reason = _reason("Why are new keys due?", "Say why new keys are due.")


class OnCall(forms.Form):
    until = forms.TimeField(
        label="I am on call until",
        help_text="A time within the next 24 hours, such as 07:00.",
        input_formats=["%H:%M", "%H.%M", "%H", "%I%p", "%I:%M%p"],
        error_messages={
            "required": "Say until when.",
            "invalid": "Enter a time like 07:00 or 7am.",
        },
    )


def secrets_of(given: dict[str, Any]) -> dict[str, Secret]:
    """What was typed, wrapped before anything else looks at it. Empty fields are left out."""
    return {
        name: Secret(value)
        for name, value in given.items()
        if name in Keys.base_fields and isinstance(value, str) and value.strip()
    }


def next_moment(at: datetime.datetime, time: datetime.time) -> datetime.datetime:
    """The first instant after `at`, a local one, at which the clock shows `time`."""
    moment = datetime.datetime.combine(at.date(), time, tzinfo=at.tzinfo)
    return moment if moment > at else moment + datetime.timedelta(days=1)

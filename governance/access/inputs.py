"""What people supply about an access list."""

from typing import Any

from django import forms

from governance.fields import DayField, LineField, TextField
from governance.models.access import Holder, Tool
from governance.models.channel import Channel
from governance.models.platform import AccessMethod
from people.models import User


class AddHolder(forms.Form):
    """Nothing here asks for anybody's own password."""

    kind = forms.ChoiceField(
        label="Who or what can act on the channel?",
        choices=Holder.Kind.choices,
        widget=forms.RadioSelect,
    )
    email = forms.EmailField(
        label="For a person: their e-mail address",
        help_text="For a tool or a device: of whoever signs it in or keeps it, if somebody does.",
        required=False,
        max_length=254,
    )
    tool = forms.ModelChoiceField(
        queryset=Tool.objects.all(), label="For a tool: which one?", required=False
    )
    name = LineField(label="For anything else: its name", required=False)
    where = LineField(label="For a device: where is it kept?", required=False, max_length=300)
    contact = LineField(label="How can it be reached?", required=False)
    level = forms.ChoiceField(
        label="What can they do?", choices=Holder.Level.choices, widget=forms.RadioSelect
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        kind = given.get("kind")
        given["user"] = self._person(given.get("email") or "", kind)
        if kind == Holder.Kind.TOOL and not given.get("tool"):
            self.add_error("tool", "Say which tool.")
        elif kind == Holder.Kind.DEVICE and not given.get("where"):
            self.add_error("where", "Say where the device is kept.")
        named = kind in (Holder.Kind.AGENCY, Holder.Kind.MAILBOX, Holder.Kind.DEVICE)
        if named and not given.get("name"):
            self.add_error("name", "Give it a name.")
        return given

    def _person(self, email: str, kind: str | None) -> User | None:
        """Whom a line names: a person always, a tool or a device where somebody has it."""
        if kind not in (Holder.Kind.PERSON, Holder.Kind.TOOL, Holder.Kind.DEVICE):
            return None
        person = User.objects.filter(email__iexact=email).first()
        if person is None and "email" not in self.errors and (email or kind == Holder.Kind.PERSON):
            self.add_error("email", "Nobody here has this address.")
        return person


class SetMethod(forms.Form):
    method = forms.ChoiceField(
        label="How is the channel acted on?",
        choices=AccessMethod.choices,
        widget=forms.RadioSelect,
    )
    parent = forms.ModelChoiceField(
        queryset=Channel.objects.exclude(state=Channel.State.RETIRED),
        label="Through which other channel?",
        required=False,
    )
    tool = forms.ModelChoiceField(
        queryset=Tool.objects.all(), label="Or through which tool?", required=False
    )
    new_tool = LineField(
        label="Or name a tool that is not in the list", required=False, max_length=120
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        through = given.get("method") == AccessMethod.PARENT
        named = any(given.get(name) for name in ("parent", "tool", "new_tool"))
        if through and not named:
            self.add_error("parent", "Say through which channel or tool.")
        return given


class SecondStepOff(forms.Form):
    seen = TextField(
        label="What was seen?",
        help_text="For example, that a password alone was enough to sign in. Write no password.",
        error_messages={"required": "Say what was seen."},
    )
    since = DayField(
        label="Since when is it off?",
        help_text="The day on which it was seen first, if nobody knows.",
        required=False,
    )


class SecondStepOn(forms.Form):
    what_was_done = TextField(
        label="What was done?",
        help_text="For example, that it was switched on with the organisation's authenticator.",
        error_messages={"required": "Say what was done."},
    )

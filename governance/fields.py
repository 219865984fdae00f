"""Fields that several forms share."""

import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from ledger import texts
from ledger.limits import LONGEST_FIELD

LONGEST_TEXT = 5_000
HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn"}
# Emoji are joined and coloured by two format characters; the others hide or reorder text.
JOINERS = {"\u200d", "\ufe0f"}


def no_hidden_characters(text: str) -> None:
    """Refuse control, direction and other invisible characters, which can disguise what is said."""
    for character in text:
        if character in "\n\r\t" or character in JOINERS:
            continue
        if unicodedata.category(character) in HIDDEN:
            raise ValidationError("Remove the invisible characters from this text.")


class Plain(forms.CharField):
    """Text that is looked at only where it is not too long for what it is to be."""

    def to_python(self, value: Any) -> str:
        if said := texts.problem(value, self.max_length or LONGEST_FIELD):
            raise ValidationError(said)
        return super().to_python(texts.cleaned(value)) or ""


class LineField(Plain):
    """One line of plain text."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("max_length", 200)
        super().__init__(**options)
        self.validators.append(no_hidden_characters)


class TextField(Plain):
    """Several lines of plain text, 5,000 characters at most."""

    widget = forms.Textarea

    def __init__(self, **options: Any) -> None:
        options.setdefault("max_length", LONGEST_TEXT)
        super().__init__(**options)
        self.validators.append(no_hidden_characters)


class DayField(forms.DateField):
    """A day as people write it: 4 January 2027, 4/1/2027 or 2027-01-04."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("input_formats", ["%Y-%m-%d", "%d/%m/%Y", "%d %B %Y", "%d %b %Y"])
        said = {
            "required": "Say which day, for example 4 January 2027.",
            "invalid": "Enter a real date, like 4 January 2027 or 4/1/2027.",
        }
        options["error_messages"] = said | options.get("error_messages", {})
        super().__init__(**options)

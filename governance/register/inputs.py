"""What an officer supplies with an import: the file, and which of its columns is which."""

from typing import Any

from django import forms

from governance.register.columns import COLUMNS
from governance.register.headers import match, missing

LONGEST_SHOWN = 60


class File(forms.Form):
    file = forms.FileField(
        label="The file",
        help_text="A spreadsheet saved as CSV UTF-8 or as .xlsx, with the names of its columns in "
        "the first row. At most 2 MB and 5,000 rows.",
        error_messages={"required": "Choose a file.", "empty": "This file is empty."},
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.json"}),
    )
    not_public = forms.BooleanField(
        label="Keep them off the public list until somebody says that each is right",
        help_text="Otherwise they are on it at once, marked as not confirmed yet.",
        required=False,
    )


class Columns(forms.Form):
    """One choice a column of ours: the place of it in the file."""

    mark_optional = False

    def __init__(self, header: list[str], *args: Any, **options: Any) -> None:
        found = match(header)
        options.setdefault("initial", {name: str(at) for name, at in found.items()})
        super().__init__(*args, **options)
        choices = [("", "Not in this file")] + [
            (str(at), cell.strip()[:LONGEST_SHOWN] or f"Column {at + 1}")
            for at, cell in enumerate(header)
        ]
        for column in COLUMNS:
            self.fields[column.name] = forms.ChoiceField(
                label=column.label, choices=choices, required=False
            )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        places = {name: int(at) for name, at in given.items() if at}
        if lacking := missing(places):
            raise forms.ValidationError(lacking)
        return {"places": places}

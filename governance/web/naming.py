"""Naming people on a page: some to choose from, anybody else by name or e-mail address."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from governance.fields import LineField, TextField
from governance.web.acting import given
from people.models import User

MOST = 50
LONGEST = 254
QUOTED = 80
LABEL = "Somebody who is not in this list"
SEVERAL = "Their names or their e-mail addresses at work. Write one person on each line."
ONE = "Their name or their e-mail address at work. It counts before what is chosen above."


def others(*, several: bool) -> forms.Field:
    """The field for whoever is not among those to choose from."""
    if several:
        return TextField(
            label=LABEL,
            help_text=SEVERAL,
            max_length=2_000,
            required=False,
            widget=forms.Textarea(attrs={"rows": 3}),
        )
    return LineField(label=LABEL, help_text=ONE, max_length=254, required=False)


def known(text: str) -> tuple[list[User], list[str]]:
    """The people whom the text names, and a sentence for everything that names nobody here."""
    wanted = _apart(text)
    if len(wanted) > MOST:
        return [], [f"Give {MOST} people at most."]
    users: list[User] = []
    errors: list[str] = []
    for each in wanted:
        found = _people(each)
        if len(found) == 1:
            users += found
        else:
            errors.append(_otherwise(each, bool(found)))
    return users, errors


def sent(form: forms.Form, name: str) -> Any:
    """What was sent for a field, before it is cleaned; raises InvalidError as `given` does."""
    return given(form).get(name)


def _apart(text: str) -> list[str]:
    """One a line, or between commas; several addresses may stand between spaces as well."""
    found: list[str] = []
    for part in re.split(r"[\n\r,;]", text):
        words = part.split()
        found += words if words and all("@" in word for word in words) else [" ".join(words)]
    return [each for each in found if each]


def _people(text: str) -> list[User]:
    """Two at most: more would only be more of the same name."""
    if "\0" in text or len(text) > LONGEST:
        return []
    here = User.objects.filter(is_active=True)
    if "@" not in text:
        return list(here.filter(name__iexact=text)[:2])
    try:
        validate_email(text)
    except ValidationError:
        return []
    return list(here.filter(email__iexact=text)[:1])


def _otherwise(text: str, several: bool) -> str:
    text = text[:QUOTED]
    if several:
        return f"Several people here are called {text}. Give the e-mail address of the one."
    what = "has the address" if "@" in text else "is called"
    return f"Nobody here {what} {text}. Check it, or ask a steward to add the person."

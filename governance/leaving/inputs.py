"""What is supplied about somebody who leaves: a day, or a pasted list of addresses and days."""

import datetime
import re
from dataclasses import dataclass

from django import forms

from governance.fields import DayField
from ledger.days import in_words
from ledger.refusals import InvalidError

AHEAD, BEHIND = datetime.timedelta(days=731), datetime.timedelta(days=366)
MOST_LINES = 500
AROUND = ' ,;<>\t\r"'
ADDRESS = re.compile(r"[^\s,;<>\"]+@[^\s,;<>\"]+")
FIRST = re.compile(r"[^\s,;]+")  # of a line without an address
HELP = "The first day on which they are no longer here. On that day everything ends."


class LeavesOn(forms.Form):
    day = DayField(label="From which day are they gone?", help_text=HELP)


class Who(LeavesOn):
    email = forms.EmailField(label="Who leaves? Their e-mail address", max_length=254)
    field_order = ("email", "day")


class Several(forms.Form):
    people = forms.CharField(
        label="Who leaves?",
        help_text="One person a line: their e-mail address and the day from which they are gone, "
        "for example name@example.org, 31/01/2027. Without a day they are gone from today.",
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false"}),
        max_length=100_000,
    )


@dataclass(frozen=True)
class Line:
    number: int
    email: str
    day: str


def check(day: datetime.date, today: datetime.date) -> None:
    """A day years away is a slip of the pen."""
    if day > today + AHEAD:
        raise InvalidError({"day": [f"{in_words(day)} is more than two years ahead."]})
    if day < today - BEHIND:
        raise InvalidError({"day": [f"{in_words(day)} is more than a year ago."]})


def lines(text: str, today: datetime.date) -> list[Line]:
    """What was pasted, line by line: from a spreadsheet, a list or an e-mail.

    A name before the address is left out: `Ann Bell <ann.bell@example.org>, 31/01/2027`.
    """
    found = []
    for number, said in enumerate(text.splitlines(), 1):
        words = said.strip(AROUND)
        if words:
            address = ADDRESS.search(words) or FIRST.match(words)
            email, rest = (address.group(), words[address.end() :]) if address else (words, "")
            found.append(Line(number, email, rest.strip(AROUND) or today.isoformat()))
    return found

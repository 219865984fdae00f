"""Which passwords are refused because somebody would guess them.

Two lists lie in the program and need no network: Django's 20,000 passwords that breaches showed to
be the most common, and zxcvbn's 30,000 with words, names and the patterns in which people put them
together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.conf import settings
from django.core.exceptions import ValidationError
from zxcvbn import zxcvbn

from people.models import User

LEAST = 3  # of 4: more than a hundred million guesses
LONGEST = 64  # letters that are looked at: the work grows with their square, and so many are enough
PROGRAM = "keyholder"


class HardToGuess:
    """One of Django's validators."""

    def validate(self, password: str, user: User | None = None) -> None:
        found = zxcvbn(password[:LONGEST], user_inputs=sorted(set(_known(user))))
        if found["score"] < LEAST:
            raise ValidationError(
                "Somebody who tries would guess this password. Four words that have nothing to do "
                "with each other, with you or with the organisation, make a good one.",
                code="easily_guessed",
            )

    def get_help_text(self) -> str:
        return (
            "Your password must be hard to guess: no common one, and not made of your name, the "
            "organisation's, dates or rows of keys."
        )


def _known(user: User | None) -> Iterator[str]:
    """What whoever guesses for this person would try first."""
    yield PROGRAM
    for said in (settings.KEYHOLDER_ORGANISATION, *((user.name, user.email) if user else ())):
        yield re.sub(r"\W", "", said.lower())
        yield from re.findall(r"\w{3,}", said.lower())

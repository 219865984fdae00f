"""What a security review finds by itself: that access is not held, or that its test grows old."""

from __future__ import annotations

import datetime
from typing import Any

from governance.access.owed import AHEAD
from governance.access.standing import standing
from governance.models import Finding, Review, Rules
from ledger.acts import Act
from ledger.days import add_months, in_words
from ledger.refusals import InvalidError
from people.models import User

Kind, Outcome = Review.Kind, Review.Outcome


def owed(review: Review, today: datetime.date) -> str:
    """In a sentence, what is owed of access to its channel; nothing where all is well."""
    if review.kind != Kind.SECURITY:
        return ""
    found = standing(review.channel)
    by = found.test_again_by(Rules.current())
    if by is None or found.confirmed_on is None:
        return found.missing or ""
    if today < by - AHEAD:
        return ""
    return f"Access was last tested on {in_words(found.confirmed_on)}: test it by {in_words(by)}."


def is_noted(review: Review, words: str) -> bool:
    """Whether it is to be put right already, since an earlier review."""
    return Finding.objects.filter(channel=review.channel, text=words, ticked_on=None).exists()


def offered(review: Review, today: datetime.date) -> dict[str, Any]:
    """A finding that is ready to be added, for the page of closing."""
    words = owed(review, today)
    if not words or is_noted(review, words):
        return {}
    return {
        "outcome": Outcome.FINDINGS,
        "finding": words,
        "deadline": in_words(add_months(today, 1)),
    }


def advice(review: Review, today: datetime.date) -> str:
    """What the page of closing says of it."""
    words = owed(review, today)
    if not words:
        return ""
    noted = is_noted(review, words)
    how = "It is to be put right already." if noted else "It is filled in as a finding."
    return f"{words} {how} If you close the review as fine all the same, say why in your remarks."


def no_silence(review: Review, act: Act) -> None:
    """A person does not close it as fine without a word while nobody could act on the channel."""
    given = act.inputs
    if given["outcome"] != Outcome.FINE or given["remarks"] or not isinstance(act.by, User):
        return
    missing = standing(review.channel).missing if review.kind == Kind.SECURITY else None
    if missing:
        say = f"{missing} Say why all is well, or choose “{Outcome.FINDINGS.label}”."
        raise InvalidError({"remarks": [say]})

"""Several people leave: a pasted list, each line done on its own, with its verdict."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from governance.leaving import acts, inputs
from ledger.refusals import InvalidError, NotDoneError
from people.models import User


@dataclass(frozen=True)
class Verdict:
    line: inputs.Line
    done: bool
    said: str


def let_go(text: str, *, by: User, today: datetime.date) -> list[Verdict]:
    """Bad lines are refused with a sentence, and stop none of the good ones."""
    found = inputs.lines(text, today)
    verdicts = [_one(line, by=by, today=today) for line in found[: inputs.MOST_LINES]]
    for line in found[inputs.MOST_LINES :]:
        said = f"At most {inputs.MOST_LINES} lines at once: paste this one again."
        verdicts.append(Verdict(line, done=False, said=said))
    return verdicts


def _one(line: inputs.Line, *, by: User, today: datetime.date) -> Verdict:
    user = User.objects.filter(email__iexact=line.email).first()
    if user is None:
        return Verdict(line, done=False, said="Nobody here has this address.")
    try:
        return Verdict(line, done=True, said=acts.says(user, line.day, by=by, today=today))
    except InvalidError as error:
        said = " ".join(each for found in error.errors.values() for each in found)
    except NotDoneError as refusal:
        said = " ".join(refusal.sentences)
    return Verdict(line, done=False, said=said)

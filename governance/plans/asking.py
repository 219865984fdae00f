"""What a plan asks: one row a question says everything that is particular about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from governance.models import Plan

Of = Plan.Kind
WHOLE = (Of.NEW, Of.RENEWAL)


class Kind(Enum):
    """How each is asked, kept, said and sent stands in one row of kinds.py."""

    TEXT = "text"
    LINE = "line"
    HANDLE = "handle"
    MAILBOX = "mailbox"
    DATE = "date"
    NUMBER = "number"
    CHOICE = "choice"
    CHOICES = "choices"
    PERSON = "person"
    PEOPLE = "people"


class Seen(Enum):
    """Who sees the answer, of those who see the plan; with what the writer is told of it."""

    EVERYBODY = ""
    OVERSEERS = "Only those who write the plan, officers, executives and auditors see this."


class Renewal(Enum):
    """What the answer of a renewal plan starts from."""

    OLD_ANSWER = "the last plan's answer, or else what the channel has"
    CHANNEL = "what the channel has"
    NOTHING = "nothing: it is asked again"


PUBLISHED = "Everybody can see this."


@dataclass(frozen=True)
class Question:
    """One question a page. `name` is the plan's field that holds the answer.

    It is asked in plans of the kinds `asked_in`.

    `otherwise` is said where the answer is missing, `wrong` where it is no day, number or address.
    `choices` are values with their labels, `least` and `most` the limits of a number. What is
    `published` the public reads once the channel is live; `taken_over` is the channel's field that
    becomes the answer when the plan is approved.
    """

    name: str
    kind: Kind
    label: str
    help: str
    otherwise: str
    wrong: str = ""
    choices: Sequence[tuple[str, str]] = ()
    least: int | None = None
    most: int | None = None
    required: bool = True
    seen: Seen = Seen.EVERYBODY
    published: bool = False
    taken_over: str | None = None
    renewal: Renewal = Renewal.OLD_ANSWER
    asked_in: tuple[Plan.Kind, ...] = WHOLE

    @property
    def hint(self) -> str:
        """The help, and who else reads the answer."""
        said = [self.help, PUBLISHED if self.published else "", self.seen.value]
        return " ".join(filter(None, said))


@dataclass(frozen=True)
class Section:
    slug: str
    title: str
    questions: tuple[Question, ...]

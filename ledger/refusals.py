"""How an act is refused: by person, by thing or by input, always in sentences."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Refusal:
    """A sentence that a person can act on, the guard that said it, and the act that helps.

    `helps` is the ledger's name of that act.
    """

    sentence: str
    guard: object = field(default=None, compare=False)
    helps: str | None = None

    def __str__(self) -> str:
        return self.sentence


class NotDoneError(Exception):
    """The act did not happen, and nothing was changed."""

    def __init__(self, *refusals: Refusal | str) -> None:
        self.refusals = [each if isinstance(each, Refusal) else Refusal(each) for each in refusals]
        super().__init__(" ".join(self.sentences))

    @property
    def sentences(self) -> list[str]:
        return [each.sentence for each in self.refusals]


class ForbiddenError(NotDoneError):
    """This person may not do it, whatever the state of the thing."""


class RefusedError(NotDoneError):
    """The thing does not allow it now; a refusal for every reason."""


class InvalidError(NotDoneError):
    """What the person supplied is missing or wrong; sentences by field."""

    def __init__(self, errors: dict[str, list[str]]) -> None:
        super().__init__(*(sentence for each in errors.values() for sentence in each))
        self.errors = errors

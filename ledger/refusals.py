"""How an act is refused: by person, by thing or by input, always in sentences."""


class NotDoneError(Exception):
    """The act did not happen, and nothing was changed."""

    sentences: list[str]

    def __init__(self, *sentences: str) -> None:
        super().__init__(" ".join(sentences))
        self.sentences = list(sentences)


class ForbiddenError(NotDoneError):
    """This person may not do it, whatever the state of the thing."""


class RefusedError(NotDoneError):
    """The thing does not allow it now; a sentence for every reason."""


class InvalidError(NotDoneError):
    """What the person supplied is missing or wrong; sentences by field."""

    def __init__(self, errors: dict[str, list[str]]) -> None:
        super().__init__(*(sentence for each in errors.values() for sentence in each))
        self.errors = errors

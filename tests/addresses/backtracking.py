"""A matcher that goes back as `re` does, and counts its steps. It knows what patterns may have."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

parse: Any = re._parser.parse  # the library's own reading of them
Then = Callable[[int], bool]


class TooManyError(Exception):
    """More steps than anybody would wait for."""


class Matcher:
    def __init__(self, expression: str, text: str, most: int) -> None:
        self.text, self.most, self.steps = text, most, 0
        self.tree = list(parse(expression))

    def matches(self) -> bool:
        return self._items(self.tree, 0, 0, lambda at: at == len(self.text))

    def _items(self, items: list[Any], number: int, at: int, then: Then) -> bool:
        if number == len(items):
            return then(at)
        return self._one(items[number], at, lambda to: self._items(items, number + 1, to, then))

    def _one(self, item: Any, at: int, then: Then) -> bool:
        self.steps += 1
        if self.steps > self.most:
            raise TooManyError
        kind, said = str(item[0]), item[1]
        match kind:
            case "SUBPATTERN":
                return self._items(list(said[3]), 0, at, then)
            case "BRANCH":
                return any(self._items(list(each), 0, at, then) for each in said[1])
            case "MAX_REPEAT":
                return self._repeat(said[0], int(said[1]), list(said[2]), at, then)
            case "ASSERT_NOT":
                return not self._items(list(said[1]), 0, at, lambda to: True) and then(at)
            case "AT":
                return at == len(self.text) and then(at)
        return at < len(self.text) and self._letter(item, self.text[at]) and then(at + 1)

    def _repeat(self, least: int, most: int, items: list[Any], at: int, then: Then) -> bool:
        def again(to: int) -> bool:
            if to == at and least <= 0:
                return False
            return self._repeat(least - 1, most - 1, items, to, then)

        if most > 0 and self._items(items, 0, at, again):
            return True
        self.steps += 1
        return least <= 0 and then(at)

    def _letter(self, item: Any, letter: str) -> bool:
        kind, said = str(item[0]), item[1]
        code = ord(letter)
        match kind:
            case "LITERAL":
                return bool(code == said)
            case "NOT_LITERAL":
                return bool(code != said)
            case "ANY":
                return letter != "\n"
            case "RANGE":
                return bool(said[0] <= code <= said[1])
            case "CATEGORY":
                return bool(re.match(CLASSES[str(said)], letter, re.ASCII))
        negated = bool(said) and str(said[0][0]) == "NEGATE"
        return negated != any(self._letter(each, letter) for each in said[negated:])


CLASSES = {"CATEGORY_DIGIT": r"\d", "CATEGORY_WORD": r"\w", "CATEGORY_SPACE": r"\s"}

"""Owns the making of new passwords, by the rules of the platform that they are for."""

import secrets
import string
from dataclasses import dataclass

from vault.secret import Secret

SHORTEST, LONGEST = 8, 128
SYMBOLS = "!#$%&*+-.:=?@^_~"


@dataclass(frozen=True, slots=True)
class PasswordRules:
    """What a platform asks of a password. It comes as data, with the platform."""

    length: int = 24
    symbols: str = SYMBOLS
    never: str = "Il1O0"  # one is mistaken for another on paper and on a phone
    letter_first: bool = False

    def classes(self) -> list[str]:
        """Of each kind there is at least one character."""
        kinds = [string.ascii_lowercase, string.ascii_uppercase, string.digits, self.symbols]
        usable = ["".join(each for each in kind if each not in self.never) for kind in kinds]
        return [kind for kind in usable if kind]


def generate(rules: PasswordRules | None = None) -> Secret:
    """ValueError for rules that no password of 8 characters or more can meet."""
    rules = rules or PasswordRules()
    kinds = rules.classes()
    if not SHORTEST <= rules.length <= LONGEST or len(kinds) == 1:
        raise ValueError("These rules do not make a password.")
    letters = "".join(each for each in "".join(kinds) if each.isalpha())
    alphabet = "".join(kinds)
    # Drawn again and again as a whole: placing one of each kind would favour some passwords.
    while True:
        first = secrets.choice(letters if rules.letter_first and letters else alphabet)
        drawn = first + "".join(secrets.choice(alphabet) for _ in range(rules.length - 1))
        if all(any(each in kind for each in drawn) for kind in kinds):
            return Secret(drawn)

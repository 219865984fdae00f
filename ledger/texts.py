"""The one cleaning of text that comes from outside, before anything is done with it.

Every door passes here: forms and the admin, the API, imports and commands. What is a secret (a
password, a seed) is never changed, only refused where it cannot be stored.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Any

from ledger.limits import LONGEST_FIELD, MOST_ITEMS

NO_TEXT = "It holds a character that no text has. Remove it, or type it again."
TOO_LONG = "At most {most:,} characters can be given here; these are {count:,}."
TOO_MANY = "At most {most:,} can be given at once; these are {count:,}."
KEPT = "\n\r\t"


def problem(value: Any, longest: int = LONGEST_FIELD) -> str:
    """Why nothing is done with it, in a sentence; empty where there is nothing against it.

    Of a list and of what stands in it, to any depth.
    """
    if isinstance(value, str):
        if len(value) > longest:
            return TOO_LONG.format(most=longest, count=len(value))
        return NO_TEXT if "\x00" in value or not _encodes(value) else ""
    if isinstance(value, Mapping):
        return problem(list(value), longest) or problem(list(value.values()), longest)
    if isinstance(value, list | tuple | set | frozenset):
        if len(value) > MOST_ITEMS:
            return TOO_MANY.format(most=MOST_ITEMS, count=len(value))
        return next((said for each in value if (said := problem(each, longest))), "")
    return ""


def cleaned(value: Any) -> Any:
    """Text in one spelling (NFC) and without control characters, also in a list of texts."""
    if isinstance(value, str):
        return _cleaned(value)
    if isinstance(value, list | tuple):
        return [cleaned(each) for each in value]
    return value


def _cleaned(text: str) -> str:
    if text.isascii() and text.isprintable():
        return text
    text = "".join(each for each in text if each in KEPT or unicodedata.category(each) != "Cc")
    return unicodedata.normalize("NFC", text)


def _encodes(text: str) -> bool:
    """A half of a surrogate pair alone is no character: no database and no page can hold it."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True

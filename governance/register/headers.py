"""Finds the columns by name, in any order; case and spelling of spaces aside."""

from governance.register.columns import COLUMNS
from governance.register.files.names import plain

REQUIRED = [column.name for column in COLUMNS if column.needed]
ONE_OF = [column.name for column in COLUMNS if column.finds]


NAMES = {plain(column.name): column.name for column in COLUMNS}
OTHER_NAMES = {plain(also): column.name for column in COLUMNS for also in column.also}


def match(header: list[str]) -> dict[str, int]:
    """The place of each column that is there; our own names go before others'."""
    found: dict[str, int] = {}
    for names in (NAMES, OTHER_NAMES):
        for at, cell in enumerate(header):
            name = names.get(plain(cell))
            if name and name not in found and at not in found.values():
                found[name] = at
    return found


def missing(columns: dict[str, int]) -> str:
    """A sentence that names what a file needs and has not; empty where it has all."""
    lost = [name for name in REQUIRED if name not in columns]
    if not any(name in columns for name in ONE_OF):
        lost.append(" or ".join(ONE_OF))
    if not lost:
        return ""
    return f"The file has no column called {', '.join(lost)}. Its first row names the columns."

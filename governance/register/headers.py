"""Finds the columns by name, in any order; case and spelling of spaces aside."""

from governance.register.cells import COLUMNS

REQUIRED = ("name", "team")
ONE_OF = ("handle", "url")

# Names that other registers give to the same columns.
ALSO = {
    "name": ["channel name", "title", "display name"],
    "platform": ["service", "network", "service key", "channel type", "social network"],
    "handle": ["account", "user name", "screen name"],
    "url": ["address", "link", "web address", "service url"],
    "team": ["agency", "department", "service team"],
    "lead_email": ["lead", "email", "e mail", "contact email", "lead e mail"],
    "purpose": ["description", "short description"],
    "approved_on": ["approved", "approval date"],
    "ends_on": ["ends", "end date"],
    "state": ["status"],
}


def plain(name: str) -> str:
    return "".join(character for character in name.casefold() if character.isalnum())


NAMES = {plain(name): name for name in COLUMNS}
OTHER_NAMES = {plain(also): name for name, others in ALSO.items() for also in others}


def match(header: list[str]) -> dict[str, int]:
    """The place of each column that is there; our own names go before others'."""
    found: dict[str, int] = {}
    for names in (NAMES, OTHER_NAMES):
        for at, cell in enumerate(header):
            name = names.get(plain(cell))
            if name and name not in found and at not in found.values():
                found[name] = at
    return found


def known(header: list[str]) -> set[str]:
    return set(match(header))


def missing(columns: dict[str, int]) -> str:
    """A sentence that names what a file needs and has not; empty where it has all."""
    lost = [name for name in REQUIRED if name not in columns]
    if not any(name in columns for name in ONE_OF):
        lost.append(" or ".join(ONE_OF))
    if not lost:
        return ""
    return f"The file has no column called {', '.join(lost)}. Its first row names the columns."

"""The columns of a register as a file, and how a cell is kept from being run as a formula."""

import re
from typing import Any

COLUMNS = (
    "id",
    "name",
    "platform",
    "handle",
    "url",
    "team",
    "lead_email",
    "purpose",
    "approved_on",
    "ends_on",
    "state",
)
PUBLIC_COLUMNS = tuple(column for column in COLUMNS if column != "lead_email")

# An apostrophe before such a cell, or before one that could be taken for a guarded one.
RISKY = re.compile(r"'*[=+\-@]")
GUARDED = re.compile(r"'+[=+\-@]")


def row(document: dict[str, Any], columns: tuple[str, ...] = COLUMNS) -> list[str]:
    """The cells of one channel, from its public or its register document. Not guarded yet."""
    lead = document.get("lead") or {}
    values = {
        **{name: document.get(name) or "" for name in columns},
        "platform": document["platform"]["name"],
        "team": document["team"]["name"],
        "lead_email": lead.get("email") or "",
    }
    return [str(values[name]) for name in columns]


def guarded(text: str) -> str:
    """For CSV and XLSX: a spreadsheet shows it and never runs it."""
    return f"'{text}" if RISKY.match(text) else text


def unguarded(text: str) -> str:
    """What `guarded` was given."""
    return text[1:] if GUARDED.match(text) else text

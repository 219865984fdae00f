"""How a cell is kept from being run as a formula, in Python and in PostgreSQL alike."""

import re

# An apostrophe before such a cell, or before one that could be taken for a guarded one.
RISKY = re.compile(r"'*[=+\-@]")
GUARDED = re.compile(r"'+[=+\-@]")


def guarded(text: str) -> str:
    """For CSV and XLSX: a spreadsheet shows it and never runs it."""
    return f"'{text}" if RISKY.match(text) else text


def unguarded(text: str) -> str:
    """What `guarded` was given."""
    return text[1:] if GUARDED.match(text) else text


def guarded_sql(column: str) -> str:
    """The same as `guarded`, in SQL. An empty text is nothing, as csv.writer writes it."""
    return (
        f"CASE WHEN left({column}, 1) IN ('=', '+', '-', '@', '''') "
        f"AND {column} ~ '^''*[-=+@]' THEN '''' || {column} ELSE nullif({column}, '') END"
    )

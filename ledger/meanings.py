"""Each state says what it means in one row; a table of rows that forgets one is an error."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from django.db.models import TextChoices

M = TypeVar("M")


def complete(states: type[TextChoices], rows: Mapping[str, M]) -> dict[str, M]:
    """The rows in the order of the states. Raises TypeError where a state has none."""
    forgotten = [state for state in states.values if state not in rows]
    unknown = [state for state in rows if state not in states.values]
    if forgotten or unknown:
        raise TypeError(
            f"{states.__qualname__}: no meaning of {', '.join(forgotten) or 'none'}; "
            f"no such state as {', '.join(unknown) or 'none'}."
        )
    return {state: rows[state] for state in states.values}

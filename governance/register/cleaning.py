"""What stands in a cell as a value, or a sentence that says why it cannot be used."""

from __future__ import annotations

import datetime
import uuid

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from governance.fields import DayField
from governance.models import Channel

EARLIEST, LATEST = datetime.date(1990, 1, 1), datetime.date(2100, 12, 31)
DAY = DayField(required=False)


class CellError(Exception):
    """Says in a sentence what is wrong with a cell."""


def as_written(text: str, name: str) -> str:
    return text


def words(text: str, name: str) -> str:
    """Without spaces too many."""
    return " ".join(text.split())


def day(text: str, name: str) -> datetime.date | None:
    if not text:
        return None
    try:
        # Some programs write a time behind each date.
        found: datetime.date | None = DAY.clean(text.removesuffix(" 00:00:00"))
    except ValidationError:
        found = None
    if found is None or not EARLIEST <= found <= LATEST:
        raise CellError(
            f"“{text[:40]}” in {name} is not a date we can use; write it like 2027-01-04."
        )
    return found


def email(text: str, name: str) -> str:
    if text:
        try:
            validate_email(text)
        except ValidationError as error:
            raise CellError(f"“{text[:60]}” is not an e-mail address.") from error
    return text


def state(text: str, name: str) -> str:
    found = "_".join(text.casefold().split())
    if found and found not in Channel.State.values:
        known = ", ".join(Channel.State.values)
        raise CellError(f"“{text[:40]}” is not a state; the states are {known}.")
    return found


def ident(text: str, name: str) -> uuid.UUID | None:
    """Numbers of another register's own are not ours and name nothing here."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return None

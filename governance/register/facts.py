"""What one row says, cleaned cell by cell; a row that says something wrong is refused."""

from __future__ import annotations

import datetime
import uuid
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from addresses.spelling import LONGEST_TEXT
from governance.book import Book
from governance.fields import DayField, no_hidden_characters
from governance.models import Channel
from governance.register.cells import COLUMNS, unguarded
from governance.register.location import Location, locate
from governance.register.sheets import Line

LONGEST = dict.fromkeys(COLUMNS, LONGEST_TEXT) | {
    "name": 120,
    "team": 150,
    "lead_email": 254,
    "purpose": 5_000,
    "id": 100,
}
EARLIEST, LATEST = datetime.date(1990, 1, 1), datetime.date(2100, 12, 31)
DAY = DayField(required=False)


class RowRefusedError(Exception):
    """Says in sentences what is wrong with a row."""


@dataclass(frozen=True)
class Facts:
    """Empty where the file says nothing. Where an id names the channel, no address is needed."""

    line: int
    id: uuid.UUID | None
    name: str
    team: str
    lead_email: str
    purpose: str
    approved_on: datetime.date | None
    ends_on: datetime.date | None
    state: str
    handle: str
    url: str
    location: Location


def clean(line: Line, columns: dict[str, int], book: Book, *, guarded: bool) -> Facts:
    """Raises RowRefusedError with everything that is wrong with the cells of a row."""
    if line.problem:
        raise RowRefusedError(line.problem)
    problems: list[str] = []
    texts = {name: _text(name, line, columns, problems, guarded) for name in COLUMNS}
    days = {name: _day(name, texts[name], problems) for name in ("approved_on", "ends_on")}
    state = "_".join(texts["state"].casefold().split())
    if state and state not in Channel.State.values:
        known = ", ".join(Channel.State.values)
        problems.append(f"“{texts['state'][:40]}” is not a state; the states are {known}.")
    if texts["lead_email"] and not _is_email(texts["lead_email"]):
        problems.append(f"“{texts['lead_email'][:60]}” is not an e-mail address.")
    if problems:
        raise RowRefusedError(" ".join(problems))
    return Facts(
        line=line.number,
        id=_id(texts["id"]),
        name=" ".join(texts["name"].split()),
        team=" ".join(texts["team"].split()),
        lead_email=texts["lead_email"],
        purpose=texts["purpose"],
        state=state,
        handle=texts["handle"],
        url=texts["url"],
        location=locate(texts["platform"], texts["handle"], texts["url"], book),
        **days,
    )


def _text(
    name: str, line: Line, columns: dict[str, int], problems: list[str], guarded: bool
) -> str:
    at = columns.get(name)
    if at is None:
        return ""
    text = line.cells[at].strip() if at < len(line.cells) else ""
    if at in line.spoiled:
        problems.append(f"The cell {name} {line.spoiled[at]}")
        return ""
    if guarded:
        text = unguarded(text).strip()
    if len(text) > LONGEST[name]:
        problems.append(f"The cell {name} is longer than {LONGEST[name]:,} characters.")
        return ""
    try:
        no_hidden_characters(text)
    except ValidationError:
        problems.append(f"The cell {name} holds invisible characters. Remove them.")
        return ""
    return text


def _day(name: str, text: str, problems: list[str]) -> datetime.date | None:
    if not text:
        return None
    try:
        # Some programs write a time behind each date.
        day: datetime.date | None = DAY.clean(text.removesuffix(" 00:00:00"))
    except ValidationError:
        day = None
    if day is None or not EARLIEST <= day <= LATEST:
        said = f"“{text[:40]}” in {name} is not a date we can use; write it like 2027-01-04."
        problems.append(said)
        return None
    return day


def _id(text: str) -> uuid.UUID | None:
    """Numbers of another register's own are not ours and name nothing here."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def _is_email(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True

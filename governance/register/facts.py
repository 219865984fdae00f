"""What one row says, cleaned cell by cell; a row that says something wrong is refused."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.core.exceptions import ValidationError

from governance.book import Book
from governance.fields import no_hidden_characters
from governance.register.cells import unguarded
from governance.register.cleaning import CellError
from governance.register.column import Column
from governance.register.columns import COLUMNS, HANDLE, ID, LEAD_EMAIL, PLATFORM, URL
from governance.register.files.sheets import Line
from governance.register.known import Known
from governance.register.location import Location, locate

V = TypeVar("V")

EMPTY = {column.name: column.clean("", column.name) for column in COLUMNS}


class RowRefusedError(Exception):
    """Says in sentences what is wrong with a row."""


@dataclass(frozen=True)
class Facts:
    """`facts[columns.NAME]`: empty where the file says nothing.

    Where an id names the channel, no address is needed.
    """

    line: int
    values: dict[str, Any]
    location: Location
    left_out: tuple[str, ...] = ()
    """What is wrong with cells that the row can do without."""

    def __getitem__(self, column: Column[V]) -> V:
        found: V = self.values[column.name]
        return found


def clean(line: Line, places: dict[str, int], book: Book, *, guarded: bool) -> Facts:
    """Raises RowRefusedError with everything that is wrong with the cells of a row."""
    if line.problem:
        raise RowRefusedError(line.problem)
    problems: list[str] = []
    left_out: list[str] = []
    values = dict(EMPTY)
    for column in COLUMNS:
        at = places.get(column.name)
        if at is None:
            continue
        try:
            if text := _text(column, line, at, guarded=guarded):
                values[column.name] = column.clean(text, column.name)
        except CellError as error:
            if column.optional:
                left_out.append(f"{error} It is left out.")
            else:
                problems.append(str(error))
    if problems:
        raise RowRefusedError(" ".join(problems))
    platform, handle, url = (values[column.name] for column in (PLATFORM, HANDLE, URL))
    location = locate(platform, handle, url, book)
    return Facts(line.number, values, location, tuple(left_out))


def known_of(rows: Iterable[Facts]) -> Known:
    """What the register knows already of what a batch of rows names."""
    rows = list(rows)
    return Known(
        ids={ident for row in rows if (ident := row[ID])},
        keys={row.location.address.key for row in rows if row.location.address},
        emails={email.lower() for row in rows if (email := row[LEAD_EMAIL])},
    )


def _text(column: Column[Any], line: Line, at: int, *, guarded: bool) -> str:
    if at in line.spoiled:
        raise CellError(f"The cell {column.name} {line.spoiled[at]}")
    text = line.cells[at].strip() if at < len(line.cells) else ""
    if guarded:
        text = unguarded(text).strip()
    if len(text) > column.longest:
        raise CellError(f"The cell {column.name} is longer than {column.longest:,} characters.")
    try:
        no_hidden_characters(text)
    except ValidationError as error:
        said = f"The cell {column.name} holds invisible characters. Remove them."
        raise CellError(said) from error
    return text

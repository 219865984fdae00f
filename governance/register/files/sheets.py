"""What every kind of file is read into: rows of text by line."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from ledger.limits import LONGEST_CELL, MOST_COLUMNS, MOST_LETTERS

MUCH_TEXT = f"This file holds more than {MOST_LETTERS:,} letters. Divide it into several."
WIDE = f"This file has more than {MOST_COLUMNS} columns. Remove those that the register has not."
WIDE_ROW = f"This row has more than {MOST_COLUMNS} cells."


class UnreadableFileError(Exception):
    """Nothing of the file can be read; the message says why and what to do."""


@dataclass(frozen=True)
class Line:
    """`number` is where the row begins in the file. With a `problem` it cannot be used."""

    number: int
    cells: list[str] = field(default_factory=list)
    problem: str = ""
    spoiled: dict[int, str] = field(default_factory=dict)
    """What is wrong with single cells, by their place: it counts only in a column that is used."""

    @property
    def empty(self) -> bool:
        return not self.problem and not self.spoiled and not any(map(str.strip, self.cells))


@dataclass(frozen=True)
class Sheet:
    """The header row, and the rows below it that are not empty, read as they are asked for."""

    header: list[str]
    lines: Iterator[Line]
    from_spreadsheet: bool = True
    """Cells may be guarded by an apostrophe, as exports for spreadsheets are."""


def header_of(cells: list[str]) -> list[str]:
    """Without empty cells at its end; it is not wider than anybody could match."""
    while cells and not cells[-1].strip():
        cells = cells[:-1]
    if len(cells) > MOST_COLUMNS:
        raise UnreadableFileError(WIDE)
    return cells


def bounded(lines: Iterator[Line], most: int) -> Iterator[Line]:
    """Without empty rows, and not without end: neither of rows, nor of cells, nor of letters."""
    rows = letters = 0
    for line in lines:
        if line.empty:
            continue
        rows += 1
        if rows > most:
            raise UnreadableFileError(
                f"This file has more than {most:,} rows. Divide it into several."
            )
        taken = _cut(line)
        letters += sum(map(len, taken.cells))
        if letters > MOST_LETTERS:
            raise UnreadableFileError(MUCH_TEXT)
        yield taken


def _cut(line: Line) -> Line:
    """What is far too long for any column is refused there; no more of it needs to be carried."""
    if any(map(str.strip, line.cells[MOST_COLUMNS:])):
        return Line(line.number, problem=WIDE_ROW)
    cells = [each[:LONGEST_CELL] for each in line.cells[:MOST_COLUMNS]]
    spoiled = {at: said for at, said in line.spoiled.items() if at < MOST_COLUMNS}
    return Line(line.number, cells, line.problem, spoiled)

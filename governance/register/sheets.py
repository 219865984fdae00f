"""What every kind of file is read into: rows of text by line."""

from collections.abc import Iterator
from dataclasses import dataclass, field

LARGEST_FILE = 10 * 1024 * 1024
MOST_ROWS = 50_000


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


def counted(lines: Iterator[Line]) -> Iterator[Line]:
    """Without empty rows, and not without end."""
    rows = 0
    for line in lines:
        if line.empty:
            continue
        rows += 1
        if rows > MOST_ROWS:
            raise UnreadableFileError(
                f"This file has more than {MOST_ROWS:,} rows. Divide it into several."
            )
        yield line

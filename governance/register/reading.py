"""Reads a file into rows of text by line, whatever kind of file it is."""

from collections.abc import Iterator
from dataclasses import dataclass, field

LARGEST_FILE = 10 * 1024 * 1024
MOST_ROWS = 50_000
WORKBOOK, OLD_WORKBOOK = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


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


def read(content: bytes) -> Sheet:
    """Raises UnreadableFileError, also while its lines are read where there are too many."""
    from governance.register import csv_file, json_file, workbook

    if len(content) > LARGEST_FILE:
        raise UnreadableFileError(
            f"This file is larger than {LARGEST_FILE // 1024 // 1024} MB. Divide it into several."
        )
    if not content.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise UnreadableFileError("This file is empty.")
    if content.startswith(OLD_WORKBOOK):
        raise UnreadableFileError(
            "This is an old Excel file, or one with a password. Save it as .xlsx or as CSV UTF-8."
        )
    if content.startswith(WORKBOOK):
        return workbook.read(content)
    if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"["):
        return json_file.read(content)
    return csv_file.read(content)


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

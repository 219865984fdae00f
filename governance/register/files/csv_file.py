"""CSV as people save it: any usual delimiter, quotes that are never closed, bytes that are no text.

A row that cannot be read is reported; the rows after it are read all the same.
"""

import codecs
import csv
import io
from collections.abc import Iterator, Mapping

from governance.register.files.names import known
from governance.register.files.sheets import Line, Sheet, UnreadableFileError, header_of
from ledger.limits import LARGEST_FILE

DELIMITERS = ",;\t|"
MOST_LINES_A_ROW = 1_000
NOT_UTF_8 = "This row is not written in UTF-8. In Excel, save the file as “CSV UTF-8”."
FORMULA = "holds a formula. Paste its value instead."
UNCLOSED = "A quotation mark is opened in this row and never closed."


def read(content: bytes, names: Mapping[str, str]) -> Sheet:
    """`names` are those of our columns, in every spelling that is understood."""
    csv.field_size_limit(LARGEST_FILE)  # the csv module gives up on a file at a long cell
    physical = io.StringIO(_text(content), newline="").readlines()
    start = next((at for at, text in enumerate(physical) if text.strip()), None)
    if start is None:
        raise UnreadableFileError("This file is empty.")
    delimiter = _delimiter(physical[start], names)
    lines = _lines(physical, start, delimiter)
    header = next(lines)
    if header.problem:
        raise UnreadableFileError(f"The first row cannot be read. {header.problem}")
    return Sheet(header_of(header.cells), lines)


def _text(content: bytes) -> str:
    """Bytes that are no UTF-8 stay recognisable, so that only their rows are refused."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", errors="replace")
    return content.decode("utf-8-sig", errors="surrogateescape")


def _delimiter(header: str, names: Mapping[str, str]) -> str:
    """The one that makes most known columns of the header."""
    rows = {each: next(csv.reader([header], delimiter=each)) for each in DELIMITERS}
    return max(DELIMITERS, key=lambda each: (len(known(rows[each], names)), len(rows[each])))


def _lines(physical: list[str], at: int, delimiter: str) -> Iterator[Line]:
    feed = _Feed(physical, at)
    reader = csv.reader(feed, delimiter=delimiter)
    while feed.at < len(physical):
        began = feed.at
        feed.until = began + MOST_LINES_A_ROW
        cells = next(reader, [])
        if feed.ran_out:
            yield Line(began + 1, problem=UNCLOSED)
            feed.at, feed.ran_out = began + 1, False
            reader = csv.reader(feed, delimiter=delimiter)
        else:
            yield _line(began + 1, cells)


def _line(number: int, cells: list[str]) -> Line:
    if any("\udc80" <= character <= "\udcff" for cell in cells for character in cell):
        return Line(number, problem=NOT_UTF_8)
    formulas = {at: FORMULA for at, cell in enumerate(cells) if cell.lstrip().startswith("=")}
    return Line(number, cells, spoiled=formulas)


class _Feed:
    """Gives csv.reader its lines, and notices when it asks for more than a row can have."""

    def __init__(self, physical: list[str], at: int) -> None:
        self.physical, self.at = physical, at
        self.until, self.ran_out = at, False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self.at >= min(len(self.physical), self.until):
            self.ran_out = True
            raise StopIteration
        self.at += 1
        return self.physical[self.at - 1]

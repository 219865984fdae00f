"""The rows of the table, in its order: to add one, write its file and list it here."""

from tests.bench.row import Row
from tests.bench.rows import (
    exports,
    importing,
    lists,
    pages,
    revealing,
    searching,
    start,
    stepping,
    sweeping,
    verifying,
)

ROWS: list[Row] = [
    *lists.ROWS,
    searching.ROW,
    *verifying.ROWS,
    *exports.ROWS,
    *pages.ROWS,
    start.ROW,
    # From here on the large register changes.
    *stepping.ROWS,
    revealing.ROW,
    *sweeping.ROWS,
    *importing.ROWS,
]

# What is in the targets and has no row yet, and why.
NO_ROW = ("reseal: resealing itself is not built yet",)

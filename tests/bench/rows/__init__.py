"""The rows, in the order in which they disturb each other least: write a file, list it here."""

from tests.bench.row import Row
from tests.bench.rows import (
    exports,
    importing,
    leaving,
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
    verifying.ROW,
    *pages.ROWS,
    # The neighbours that read much come after what they could disturb.
    lists.AGAINST_PLAIN,
    verifying.AGAINST_PLAIN,
    *exports.ROWS,
    searching.ROW,
    start.ROW,
    # From here on the large register changes.
    *stepping.ROWS,
    revealing.ROW,
    leaving.ROW,
    *sweeping.ROWS,
    *importing.ROWS,
]

# What is in the targets and has no row yet, and why.
NO_ROW = ("reseal: resealing itself is not built yet",)

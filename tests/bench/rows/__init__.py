"""The rows of the table, in its order: to add one, write its file and list it here."""

from tests.bench.row import Row
from tests.bench.rows import start

ROWS: list[Row] = [
    start.ROW,
]

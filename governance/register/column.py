"""What is said of a column of the register, once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from addresses.spelling import LONGEST_TEXT
from governance.register.cells import guarded, guarded_sql
from governance.register.taking import Elsewhere, OnlySaid, Taking

V = TypeVar("V")


@dataclass(frozen=True, kw_only=True, eq=False)
class Column(Generic[V]):
    """`clean` makes the value of a cell's text and the column's name; it raises CellError.

    `read` finds the text in a channel's document, `sql` in the rows `channel`, `platform`, `team`
    and `person`, its lead. `also` are the names that other registers give to it. Without `public`
    only people and programs that may read the register are told. `safe` is what never begins like
    a formula. `needed` is said of a new channel without it, `finds` is that a file must hold this
    column or another that finds. `settled_by_plan` is what no file changes after a plan did. A cell
    of an `optional` one that cannot be read is left out, and the rest of the row is taken.
    """

    name: str
    label: str
    clean: Callable[[str, str], V]
    read: Callable[[dict[str, Any]], str | None]
    sql: str
    taking: Taking[V] | Elsewhere | OnlySaid
    public: bool
    also: tuple[str, ...] = ()
    longest: int = LONGEST_TEXT
    safe: bool = False
    needed: str = ""
    finds: bool = False
    settled_by_plan: bool = False
    optional: bool = False

    def cell(self, document: dict[str, Any]) -> str:
        """For CSV and XLSX."""
        found = self.read(document) or ""
        return found if self.safe else guarded(found)

    @property
    def expression(self) -> str:
        """The same as `cell`, in SQL."""
        return self.sql if self.safe else guarded_sql(self.sql)

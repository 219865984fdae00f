"""A picture with its table, as the page of reports shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from governance.web.pictures import Row, bars


@dataclass(frozen=True)
class Report:
    """`legend` are the (class, label) of a bar's parts where it has several; `href` leads to each
    of what is counted."""

    title: str
    words: str
    rows: Sequence[Row]
    head: Sequence[str]
    legend: Sequence[tuple[str, str]] = ()
    href: str = ""

    @property
    def picture(self) -> str:
        return bars(f"{self.title}; the table says the same.", self.rows)

    @property
    def table(self) -> list[list[str]]:
        return [
            [row.name, *(f"{number:,}" for _, number in row.parts)]
            + ([f"{row.total:,}"] if self.legend else [])
            for row in self.rows
        ]

"""Pictures that the server draws: SVG without styles of its own, each beside a table of the same.

Places are percentages and letters keep their size, so that a picture is read on a phone as well.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

ROW, BAR = 28, 16
NAMES_END, BARS_END, LONGEST_NAME = 40.0, 90.0, 17


@dataclass(frozen=True)
class Span:
    """A bar in the row of its `kind`, which also names its class."""

    kind: str
    start: datetime.date
    end: datetime.date
    expected: bool = False


@dataclass(frozen=True)
class Row:
    """A bar of parts, one after the other: (class, number)."""

    name: str
    parts: Sequence[tuple[str, int]]

    @property
    def total(self) -> int:
        return sum(number for _, number in self.parts)


def timeline(
    title: str, kinds: Sequence[tuple[str, str]], spans: Sequence[Span], today: datetime.date
) -> SafeString:
    """A row for each (kind, label) that occurs, days from left to right, today as a line."""
    shown = [(kind, label) for kind, label in kinds if any(s.kind == kind for s in spans)]
    first = min(span.start for span in spans)
    last = max(today, *(span.end for span in spans))
    length = max((last - first).days, 1)

    def x(day: datetime.date) -> float:
        return (day - first).days / length * 100

    height = len(shown) * (ROW + 12) + 24
    rows = [_now(x(today), height - 20)]
    for place, (kind, label) in enumerate(shown):
        y = place * (ROW + 12) + 14
        rows.append(format_html('<text x="0" y="{}">{}</text>', y - 2, label))
        for span in (each for each in spans if each.kind == kind):
            width = max(x(span.end) - x(span.start), 0.8)
            rows.append(
                _rect(
                    f"keyholder-{'expected' if span.expected else 'state'}-{kind}",
                    min(x(span.start), 100 - width),
                    y + 3,
                    width,
                )
            )
    rows.append(_axis(first, last, height - 5))
    return _svg(title, height, rows)


def bars(title: str, rows: Sequence[Row]) -> SafeString:
    """A row each: its name, its bar, its number."""
    most = max((row.total for row in rows), default=0) or 1
    drawn = []
    for place, row in enumerate(rows):
        y, x = place * ROW, NAMES_END
        drawn.append(format_html('<text x="0" y="{}">{}</text>', y + 14, _short(row.name)))
        for kind, number in row.parts:
            width = number / most * (BARS_END - NAMES_END)
            if number:
                drawn.append(_rect(kind, x, y + 1, width))
            x += width
        drawn.append(
            format_html(
                '<text x="{}%" dx="6" y="{}">{}</text>', _number(x), y + 14, f"{row.total:,}"
            )
        )
    return _svg(title, max(len(rows), 1) * ROW, drawn)


def _rect(kind: str, x: float, y: float, width: float) -> SafeString:
    return format_html(
        '<rect class="{}" x="{}%" y="{}" width="{}%" height="{}"/>',
        kind,
        _number(x),
        y,
        _number(width),
        BAR,
    )


def _now(x: float, height: int) -> SafeString:
    return format_html(
        '<line class="keyholder-now" x1="{0}%" x2="{0}%" y1="0" y2="{1}"/>', _number(x), height
    )


def _axis(first: datetime.date, last: datetime.date, y: int) -> SafeString:
    return format_html(
        '<text x="0" y="{0}">{1}</text><text x="100%" y="{0}" text-anchor="end">{2}</text>',
        y,
        f"{first.day} {first:%b %Y}",
        f"{last.day} {last:%b %Y}",
    )


def _svg(title: str, height: int, parts: Sequence[SafeString]) -> SafeString:
    return format_html(
        '<svg class="keyholder-chart" role="img" aria-label="{}" width="100%" height="{}" '
        'xmlns="http://www.w3.org/2000/svg">{}</svg>',
        title,
        height,
        format_html_join("", "{}", ((part,) for part in parts)),
    )


def _number(value: float) -> str:
    return f"{value:.2f}"


def _short(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"

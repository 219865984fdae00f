"""Draws the months as curves: SVG that a person can read, and a program that reads aloud as well.

Dark words and lines on white, so that it stands out on any page; lines differ in their dashes as
well as in their colour.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

WIDTH, HEIGHT = 760, 380
LEFT, RIGHT, TOP, BOTTOM = 70, 24, 56, 92
STEPS = 4
MONTHS_A_YEAR = 12
# Of at least 4.5 to 1 on white.
LINES = (("#005a8c", ""), ("#8a1f11", "8 4"), ("#00573a", "2 4"), ("#4b2e83", "12 3 2 3"))
STYLE = (
    "text{font-family:Arial,sans-serif;font-size:14px;fill:#212b32}"
    ".title{font-size:17px;font-weight:bold}.axis{stroke:#4c6272;stroke-width:1}"
    ".grid{stroke:#d8dde0;stroke-width:1}.target{stroke:#212b32;stroke-width:1.5}"
)


@dataclass(frozen=True)
class Curve:
    """A name in words, and the figure of each month that it draws.

    With `gaps` a month in which it is nothing has no point: there was nothing to measure.
    """

    name: str
    key: str
    gaps: bool = False


@dataclass(frozen=True)
class Picture:
    """`target` is a line that no curve should cross."""

    file: str
    title: str
    unit: str
    curves: tuple[Curve, ...]
    target: float | None = None


PICTURES = (
    Picture(
        "official.svg",
        "What became of the channels",
        "channels",
        (
            Curve("official", "official"),
            Curve("past grace without a person's word", "past_grace"),
            Curve("lapsed", "lapsed"),
            Curve("retired", "retired"),
        ),
    ),
    Picture(
        "told.svg",
        "Late live channels, and those of which nobody had a mail in 31 days",
        "channels",
        (
            Curve("late with something", "late"),
            Curve("nobody had a mail in 31 days", "untold"),
            Curve("lead to nobody who is here", "unseen"),
        ),
    ),
    Picture(
        "keys.svg",
        "Channels with keys in force that a leaver knows",
        "channels",
        (
            Curve("new keys are owed", "leavers_owed"),
            Curve("neither changed nor owed", "leavers_keys"),
        ),
    ),
    Picture(
        "inbox.svg",
        "The fullest inbox of the month",
        "mails a person and week",
        (
            Curve("but for what goes at once", "worst_inbox"),
            Curve("decisions on plans, at once", "worst_decisions"),
        ),
        target=5,
    ),
    Picture(
        "differences.svg",
        "Rows of what is owed, and those that differ from the facts",
        "rows",
        (Curve("open rows", "rows"), Curve("different", "differences")),
    ),
    Picture(
        "sweep.svg",
        "The sweep's time",
        "seconds of the processor, the month's median",
        (
            Curve("on working days", "sweep"),
            Curve("on days on which it has nothing to do", "quiet_sweep", gaps=True),
        ),
    ),
    Picture(
        "ignored.svg",
        "What the sweep said, and what stayed ignored for a month",
        "rows",
        (Curve("said in the month", "said"), Curve("ignored for a month", "ignored")),
    ),
)


def draw(document: dict[str, Any], folder: Path) -> list[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for picture in PICTURES:
        path = folder / picture.file
        path.write_text(drawn(picture, document["rows"]), encoding="utf-8")
        made.append(path)
    return made


def drawn(picture: Picture, rows: list[dict[str, Any]]) -> str:
    values = [row[curve.key] for row in rows for curve in picture.curves]
    top = _rounded(max([picture.target or 0, *values]))
    scale = _Scale(len(rows), top)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" '
        f'height="{HEIGHT}" role="img" aria-labelledby="title desc">',
        f'<title id="title">{escape(picture.title)}</title>',
        f'<desc id="desc">{escape(described(picture, rows))}</desc>',
        f"<style>{STYLE}</style>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
        f'<text class="title" x="{LEFT}" y="24">{escape(picture.title)}</text>',
        f'<text x="{LEFT}" y="44">{escape(picture.unit)}</text>',
        *scale.axes(),
    ]
    if picture.target is not None:
        y = scale.y(picture.target)
        parts.append(_level("target", y))
        parts.append(f'<text x="{LEFT + 6}" y="{y - 5}">target: {picture.target:g} at most</text>')
    for number, curve in enumerate(picture.curves):
        parts += _curve(scale, curve, number, rows)
    return "\n".join([*parts, "</svg>", ""])


def described(picture: Picture, rows: list[dict[str, Any]]) -> str:
    """The curves in words."""
    said = []
    for curve in picture.curves:
        values = [row[curve.key] for row in rows]
        said.append(
            f"{curve.name}: {values[0]:,g} in the first month, {values[-1]:,g} in the last, "
            f"{max(values):,g} at most"
        )
    return f"Over {len(rows)} months. {'; '.join(said)}."


@dataclass(frozen=True)
class _Scale:
    months: int
    top: float

    def x(self, place: int) -> float:
        return round(LEFT + (WIDTH - LEFT - RIGHT) * place / max(self.months - 1, 1), 1)

    def y(self, value: float) -> float:
        return round(HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * value / self.top, 1)

    def axes(self) -> list[str]:
        parts = []
        for step in range(STEPS + 1):
            value = self.top * step / STEPS
            y, kind = self.y(value), "grid" if step else "axis"
            parts.append(_level(kind, y))
            parts.append(f'<text x="{LEFT - 8}" y="{y + 5}" text-anchor="end">{value:,g}</text>')
        below = HEIGHT - BOTTOM
        parts.append(f'<line class="axis" x1="{LEFT}" y1="{TOP}" x2="{LEFT}" y2="{below}"/>')
        for place in range(self.months):
            if place == 0 or (place + 1) % (MONTHS_A_YEAR // 2) == 0:
                parts.append(
                    f'<text x="{self.x(place)}" y="{below + 20}" text-anchor="middle">'
                    f"{place + 1}</text>"
                )
        parts.append(f'<text x="{WIDTH - RIGHT}" y="{below + 38}" text-anchor="end">month</text>')
        return parts


def _level(kind: str, y: float) -> str:
    return f'<line class="{kind}" x1="{LEFT}" y1="{y}" x2="{WIDTH - RIGHT}" y2="{y}"/>'


def _curve(scale: _Scale, curve: Curve, number: int, rows: list[dict[str, Any]]) -> list[str]:
    """The line, and its name below the picture."""
    colour, dashes = LINES[number]
    values = [(place, row[curve.key]) for place, row in enumerate(rows)]
    drawn = [(place, each) for place, each in values if each or not curve.gaps]
    points = " ".join(f"{scale.x(place)},{scale.y(each)}" for place, each in drawn)
    stroke = f'stroke="{colour}" stroke-width="2.5" stroke-dasharray="{dashes or "none"}"'
    x, y = LEFT + (number % 2) * 340, HEIGHT - 34 + (number // 2) * 20
    return [
        f'<polyline fill="none" {stroke} points="{points}"/>',
        f'<line {stroke} x1="{x}" y1="{y}" x2="{x + 40}" y2="{y}"/>',
        f'<text x="{x + 48}" y="{y + 5}">{escape(curve.name)}</text>',
    ]


def _rounded(value: float) -> float:
    """A top of the axis that divides well."""
    if value <= 0:
        return float(STEPS)
    power = 10.0 ** math.floor(math.log10(value))
    return next(each * power for each in (1, 1.2, 2, 4, 6, 8, 10) if each * power >= value)

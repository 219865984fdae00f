"""A machine as SVG: a column for each state, a row for each step, an arrow from state to state.

Rows and columns need no layout to be worked out, and no two labels ever meet.
"""

from collections.abc import Iterator
from html import escape
from typing import Any

from ledger.drawing.machines import Machine
from ledger.steps import Step

STEP_WIDTH, COLUMN, ROW, HEAD, MARGIN = 230, 118, 40, 62, 16
BOX_WIDTH, BOX_HEIGHT, LOOP, DOT = 106, 42, 14, 5
LINES_OF = 14  # characters that fit into a box
STYLE = (
    "text{font-family:Arial,sans-serif;font-size:14px;fill:#212b32}"
    ".box{fill:#fff;stroke:#243b53;stroke-width:2}.last{fill:#f0f4f5}"
    ".life{stroke:#aeb7bd;stroke-width:1;stroke-dasharray:3 4}"
    ".band{fill:#f7f9fa}"
    ".way{stroke:#005a8c;stroke-width:2;fill:none}.from{fill:#005a8c}.to{fill:#005a8c}"
)


def picture(machine: Machine) -> str:
    width = 2 * MARGIN + STEP_WIDTH + COLUMN * len(machine.labels)
    height = 2 * MARGIN + HEAD + ROW * len(machine.steps)
    title = f"Steps of a {machine.name.lower()}"
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" role="img" aria-labelledby="title">',
        f'<title id="title">{escape(title)}</title>',
        f"<style>{STYLE}</style>",
        f'<rect width="{width}" height="{height}" fill="#fff"/>',
        *_bands(machine, width),
        *_states(machine, height),
        *_rows(machine),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _middle(machine: Machine, state: str) -> int:
    return MARGIN + STEP_WIDTH + COLUMN * list(machine.labels).index(state) + COLUMN // 2


def _level(row: int) -> int:
    return MARGIN + HEAD + ROW * row + ROW // 2


def _bands(machine: Machine, width: int) -> Iterator[str]:
    for row in range(0, len(machine.steps), 2):
        top = _level(row) - ROW // 2
        yield f'<rect class="band" y="{top}" width="{width}" height="{ROW}"/>'


def _states(machine: Machine, height: int) -> Iterator[str]:
    for state, label in machine.labels.items():
        middle = _middle(machine, state)
        kind = "box last" if state in machine.last else "box"
        left, bottom = middle - BOX_WIDTH // 2, MARGIN + BOX_HEIGHT
        yield (
            f'<line class="life" x1="{middle}" y1="{bottom}" x2="{middle}" y2="{height - MARGIN}"/>'
        )
        yield (
            f'<rect class="{kind}" x="{left}" y="{MARGIN}" width="{BOX_WIDTH}" '
            f'height="{BOX_HEIGHT}" rx="{3 if state != machine.first else BOX_HEIGHT // 2}"/>'
        )
        lines = _lines(label)
        for number, line in enumerate(lines):
            baseline = MARGIN + BOX_HEIGHT // 2 + 5 + 17 * number - 8 * (len(lines) - 1)
            yield f'<text x="{middle}" y="{baseline}" text-anchor="middle">{escape(line)}</text>'


def _lines(label: str) -> list[str]:
    words, lines = label.split(), [""]
    for word in words:
        together = f"{lines[-1]} {word}".strip()
        if len(together) > LINES_OF and lines[-1]:
            lines.append(word)
        else:
            lines[-1] = together
    return lines


def _rows(machine: Machine) -> Iterator[str]:
    for row, step in enumerate(machine.steps):
        level = _level(row)
        yield f'<text x="{MARGIN}" y="{level + 5}">{escape(step.label)}</text>'
        yield from _arrows(machine, step, level)


def _arrows(machine: Machine, step: Step[Any], level: int) -> Iterator[str]:
    """One line a step: dots where it begins, heads where it leads."""
    ways = {(_middle(machine, source), _middle(machine, target)) for source, target in step.ways}
    sources, targets = {source for source, _ in ways}, {target for _, target in ways}
    if moving := [at for way in ways if way[0] != way[1] for at in way]:
        ends = min(moving), max(moving)
        yield f'<line class="way" x1="{ends[0]}" y1="{level}" x2="{ends[1]}" y2="{level}"/>'
    for at in sorted(at for at in sources if (at, at) in ways):
        yield (
            f'<path class="way" d="M{at} {level} C{at - 3 * LOOP} {level - LOOP} '
            f'{at - 3 * LOOP} {level + LOOP} {at - 10} {level + 4}"/>'
        )
        yield f'<path class="to" d="M{at - 4} {level + 2} l-11 -3 l-1 9 z"/>'
    for at in sorted(sources):
        yield f'<circle class="from" cx="{at}" cy="{level}" r="{DOT}"/>'
    for at in sorted(targets):
        gap = DOT + 1 if at in sources else 0
        if any(source < at for source, target in ways if target == at):
            yield f'<path class="to" d="M{at - gap} {level} l-11 -6 v12 z"/>'
        if any(source > at for source, target in ways if target == at):
            yield f'<path class="to" d="M{at + gap} {level} l11 -6 v12 z"/>'

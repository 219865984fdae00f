"""docs/states.md: a Mermaid diagram, the picture and the table of steps of each machine."""

from collections.abc import Iterable
from typing import Any

from ledger.drawing.machines import Machine, guard_words
from ledger.steps import Step

HEAD = """\
# States and steps

Made by `manage.py draw_states` from the steps that the models declare: change those, not this page.
In the API the names are the ones in `code`.
"""
COLUMNS = ("step", "from", "to", "who", "inputs", "guards", "tells")


def page(machines: Iterable[Machine]) -> str:
    return "\n".join([HEAD, *(_section(machine) for machine in machines)])


def _section(machine: Machine) -> str:
    return "\n".join(
        [
            f"## {machine.name}",
            "",
            f"![{machine.name}: every step, with the states that it leads from "
            f"and to; the table below says the same.](states-{machine.slug}.svg)",
            "",
            *_table(machine),
            "",
            "```mermaid",
            *_mermaid(machine),
            "```",
            "",
        ]
    )


def _table(machine: Machine) -> list[str]:
    rows = [COLUMNS, tuple("---" for _ in COLUMNS)]
    rows += [_row(machine, step) for step in machine.steps]
    return [f"| {' | '.join(row)} |" for row in rows]


def _row(machine: Machine, step: Step[Any]) -> tuple[str, ...]:
    return (
        f"{step.label} (`{step.verb}`)",
        _states(machine, step.sources),
        _reached(machine, step),
        step.who.phrase,
        ", ".join(f"`{name}`" for name in step.fields),
        "; ".join(guard_words(guard) for guard in step.guards),
        ", ".join(f"`{kind}`" for kind in _letters(step)) or f"nobody: {step.silent}",
    )


def _reached(machine: Machine, step: Step[Any]) -> str:
    """Where it depends on the source, in the order of the sources."""
    if step.led is None:
        return _states(machine, step.targets)
    return f"{_states(machine, step.led.values())} (each in turn)"


def _letters(step: Step[Any]) -> list[str]:
    """Those that are owed always, then those that the step owes where it must."""
    always = [tell.kind for tell in step.tells]
    return [*always, *sorted(step.letters - set(always))]


def _states(machine: Machine, states: Iterable[str]) -> str:
    return ", ".join(machine.labels[state].lower() for state in states)


def _mermaid(machine: Machine) -> list[str]:
    return [
        "stateDiagram-v2",
        *(f'    state "{label}" as {state}' for state, label in machine.labels.items()),
        f"    [*] --> {machine.first}",
        *(
            f"    {source} --> {target}: {step.verb}"
            for step in machine.steps
            for source, target in step.ways
        ),
        *(f"    {state} --> [*]" for state in machine.last),
    ]

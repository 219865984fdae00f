"""Drawing a machine: ways to the left, to the right and back to where they began."""

from types import SimpleNamespace
from typing import Any

import pytest

from ledger.drawing.machines import Machine, guard_words
from ledger.drawing.picture import picture
from ledger.questions import Guard, guard

LABELS = {"draft": "Draft", "sent": "Sent to somebody outside", "done": "Done"}


def drawn(sources: list[str], targets: list[str]) -> str:
    """Every source leads to every target."""
    return drawn_ways([(source, target) for source in sources for target in targets])


def drawn_ways(ways: list[tuple[str, str]]) -> str:
    sources = tuple(source for source, _ in ways)
    steps: list[Any] = [SimpleNamespace(label="Try & try", sources=sources, ways=ways)]
    return picture(Machine("letter", "Letter", "draft", LABELS, tuple(steps)))


@pytest.mark.parametrize(
    ("sources", "targets", "lines", "loops", "heads"),
    [
        (["draft"], ["sent"], 1, 0, ["l-11 -6"]),
        (["sent"], ["draft"], 1, 0, ["l11 -6"]),
        (["sent"], ["draft", "done"], 1, 0, ["l11 -6", "l-11 -6"]),
        (["sent"], ["sent"], 0, 1, ["l-11 -3"]),
        (["draft", "sent"], ["sent"], 1, 1, ["l-11 -3", "l-11 -6"]),
    ],
    ids=["right", "left", "both ways", "itself", "itself and right"],
)
def test_a_way_has_its_line_its_loop_and_its_heads(
    sources: list[str], targets: list[str], lines: int, loops: int, heads: list[str]
) -> None:
    found = drawn(sources, targets)
    assert found.count('<line class="way"') == lines
    assert found.count('<path class="way"') == loops
    assert found.count('<path class="to"') == len(heads)
    assert all(head in found for head in heads)


def test_what_stays_where_it_was_has_a_loop_and_no_head_of_another_way() -> None:
    found = drawn_ways([("draft", "done"), ("sent", "sent")])
    assert found.count('<path class="way"') == 1
    assert found.count('<path class="to" d="M') == 2
    assert found.count("l-11 -6") == found.count("l-11 -3") == 1


def test_words_are_escaped_and_long_labels_broken_into_lines() -> None:
    found = drawn(["draft"], ["done"])
    assert "Try &amp; try" in found
    assert ">Sent to<" in found
    assert ">somebody<" in found


def test_states_that_nothing_leaves_are_the_last() -> None:
    machine = Machine("letter", "Letter", "draft", LABELS, ())
    assert machine.last == list(LABELS)


def test_a_guard_is_called_by_its_rule_or_by_its_sentence() -> None:
    @guard("It is too long.")
    def not_too_long(thing: object, asked: object) -> bool:
        return True

    nameless: Guard[object] = Guard(lambda thing, asked: True, "It is too long.")
    said: Guard[object] = Guard(lambda thing, asked: True, lambda thing, asked: "No.")
    words = [guard_words(each) for each in (not_too_long, nameless, said)]
    assert words == ["not too long", "It is too long.", "a rule of its own"]

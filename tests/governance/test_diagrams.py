"""The diagrams say what the table of steps says, and are pictures that a browser can read."""

from io import StringIO
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from ledger.drawing.machines import Machine, machines
from ledger.drawing.page import page
from ledger.drawing.picture import picture

FOUND = {machine.slug: machine for machine in machines()}


def test_every_room_is_drawn() -> None:
    assert {"plan", "channel", "review", "grant", "rotation"} <= FOUND.keys()


@pytest.mark.parametrize("machine", FOUND.values(), ids=FOUND)
def test_picture_names_every_step_and_state(machine: Machine) -> None:
    svg = ElementTree.fromstring(picture(machine))  # noqa: S314  our own, made a line above
    words = " ".join("".join(each.itertext()) for each in svg.iter())
    assert all(step.label in words for step in machine.steps)
    assert all(word in words for label in machine.labels.values() for word in label.split())
    assert svg.get("role") == "img"


def test_page_has_every_way() -> None:
    words = page(FOUND.values())
    assert "    live --> suspended: suspend" in words
    assert "    under_consideration --> awaiting_executive: approve" in words
    assert "    [*] --> draft" in words
    assert "`plan_submitted`, `plan_submitted_again`" in words
    assert "nobody: None" not in words
    assert "    retired --> [*]" in words


def test_stale_diagram_is_noticed(settings: Settings, tmp_path: Path) -> None:
    settings.BASE_DIR = tmp_path
    with pytest.raises(CommandError, match="states-channel"):
        call_command("draw_states", check=True)
    call_command("draw_states", stdout=StringIO())
    call_command("draw_states", check=True)
    gone = tmp_path / "docs" / "states-ghost.svg"
    gone.write_text("<svg/>")
    with pytest.raises(CommandError, match="states-ghost"):
        call_command("draw_states", check=True)
    call_command("draw_states", stdout=StringIO())
    assert not gone.exists()

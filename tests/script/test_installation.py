"""What script/* does before anything is installed."""

import importlib.util
import subprocess
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

Part = Callable[[str], ModuleType]


@pytest.fixture
def installation(part: Part, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """In an empty folder, where no process is started."""
    found = part("installation")
    monkeypatch.setattr(found, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(found, "PYTHON", tmp_path / ".venv" / "bin" / "python")
    return found


def test_without_venv_it_says_the_one_line_that_installs_it(
    installation: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    find = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda n: None if n == "ensurepip" else find(n)
    )
    monkeypatch.setattr(installation.shutil, "which", lambda name: name == "apt-get")
    with pytest.raises(SystemExit) as stopped:
        installation.install()
    said = str(stopped.value.code)
    assert "apt-get install -y python3-venv" in said
    assert len(said.splitlines()) == 1


def test_the_stamp_spares_a_second_installation(
    installation: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[Any] = []

    def run(command: list[Any], **options: Any) -> subprocess.CompletedProcess[str]:
        ran.append(command)
        installation.PYTHON.parent.mkdir(parents=True, exist_ok=True)
        installation.PYTHON.touch()
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(installation.subprocess, "run", run)
    installation.install("test")
    assert any("install" in command for command in ran)
    ran.clear()
    installation.install("test")
    assert ran == []


def test_what_is_installed_is_held_by_the_constraints(installation: ModuleType) -> None:
    lines = installation.CONSTRAINTS.read_text().splitlines()
    assert all("==" in line and "/" not in line for line in lines)

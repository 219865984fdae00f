"""Which room may look at which, and who may import what."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("ledger", "vault", "people", "governance", "api", "config")
CRYPTOGRAPHY_IN = {"vault/cipher.py", "ledger/anchors.py"}


def sources() -> Iterator[tuple[str, ast.Module]]:
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text())


def imported(tree: ast.Module) -> set[str]:
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.split(".")[0])
    return names


def test_rooms_look_down_only() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([linter], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_cryptography_is_imported_in_two_places_only() -> None:
    found = {path for path, tree in sources() if "cryptography" in imported(tree)}
    assert found <= CRYPTOGRAPHY_IN


def test_no_file_is_a_drawer() -> None:
    drawers = {"utils", "helpers", "util", "helper", "common", "misc", "tools"}
    found = [path for path, _ in sources() if Path(path).stem in drawers]
    assert found == []


def test_every_module_says_what_it_owns() -> None:
    silent = [path for path, tree in sources() if tree.body and ast.get_docstring(tree) is None]
    assert silent == []

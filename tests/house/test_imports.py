"""Which room may look at which, and who may import what."""

import ast
import subprocess
import sys
from collections.abc import Container, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("addresses", "ledger", "vault", "people", "governance", "api", "sample", "config")
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


# Where our own modules are imported inside a function, and why.
LAZY = {
    "config/wsgi.py": "the settings stand before it, and the keys are asked for once they are read",
    "governance/apps.py": "acts are declared once the models of all rooms are there",
    "people/apps.py": "the same",
    "vault/apps.py": "the same",
}


def test_our_own_modules_are_imported_at_the_top() -> None:
    """An import inside a function hides an arrow, and most often a circle."""
    found = {path for path, tree in sources() if any(_inside_functions(tree))}
    assert found == set(LAZY)


def test_no_modules_import_each_other_in_a_circle() -> None:
    """Imports inside functions count as well."""
    arrows = {_name(path): set(_imports(tree)) for path, tree in sources()}
    known = {each: {_known(target, arrows) for target in arrows[each]} - {None} for each in arrows}
    circles = []
    while known:
        ends = [each for each, targets in known.items() if not (targets - {each}) & set(known)]
        if not ends:
            circles.append(sorted(known))
            break
        for each in ends:
            del known[each]
    assert circles == []


def _name(path: str) -> str:
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def _imports(tree: ast.AST) -> Iterator[str]:
    """Names of modules, or of things in modules."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _known(target: str, modules: Container[str]) -> str | None:
    """The module of ours that an import reaches."""
    if target in modules:
        return target
    above = target.rpartition(".")[0]
    return above if above in modules else None


def _inside_functions(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from (each for each in _imports(node) if each.split(".")[0] in ROOMS)

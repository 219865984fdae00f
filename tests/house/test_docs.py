"""What the documentation names is there."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from django.core.management import get_commands

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PAGES = [
    pytest.param(path, id=path.relative_to(ROOT).as_posix())
    for path in sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])
]
FOLDERS = "addresses|api|config|docs|examples|governance|ledger|people|sample|script|static"
FOLDERS += "|templates|tests|vault"
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
COMMAND = re.compile(r"manage\.py ([a-z_]+)")
ROW_OF_COMMAND = re.compile(r"^\| `([a-z_]+)", re.MULTILINE)
FILE = re.compile(rf"`((?:{FOLDERS})/[\w./-]*)`")
ROOM = re.compile(r"^\| `([a-z]+)/` \|", re.MULTILINE)
SETTING = re.compile(r"[A-Z]+(_[A-Z]+)+|DEBUG")
FENCED = re.compile(r"^( *)```.*?^\1```", re.DOTALL | re.MULTILINE)
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
READ_BY = ("environment", "connections")


@pytest.mark.parametrize("document", PAGES)
def test_links_lead_somewhere(document: Path) -> None:
    assert [link for link in links(document) if not leads_somewhere(document, link)] == []


@pytest.mark.parametrize("document", PAGES)
def test_files_exist(document: Path) -> None:
    named = FILE.findall(FENCED.sub("", document.read_text()))
    assert [name for name in named if not (ROOT / name).exists()] == []


@pytest.mark.parametrize("document", PAGES)
def test_commands_exist(document: Path) -> None:
    named = set(COMMAND.findall(document.read_text()))
    assert named - {"help"} <= set(get_commands())


def test_commands_of_the_contract_exist() -> None:
    """The rows of the table that begins with `manage.py` name commands alone."""
    _, _, after = (DOCS / "contract.md").read_text().partition("| `python manage.py …` |")
    named = set(ROW_OF_COMMAND.findall(after.partition("\n\n")[0]))
    assert len(named) > 5
    assert named <= set(get_commands())


def test_every_setting_is_described() -> None:
    described = set(re.findall(r"`([A-Z_]+)`", (DOCS / "operating.md").read_text()))
    settings = set(settings_read())
    assert "SECRET_KEY" in settings
    assert settings - described == set()


def test_rooms_exist_and_are_described() -> None:
    described = ROOM.findall((DOCS / "house.md").read_text())
    assert len(described) > 6
    assert [room for room in described if not (ROOT / room).is_dir()] == []
    python = {path.parent.name for path in ROOT.glob("*/__init__.py")}
    assert python <= set(described)


def test_decisions_are_in_the_index() -> None:
    index = DOCS / "decisions" / "README.md"
    written = {path.name for path in index.parent.glob("0*.md")}
    assert set(links(index)) == written


@pytest.mark.parametrize("document", DOCS.glob("decisions/0*.md"), ids=lambda path: path.name)
def test_decision_has_context_choice_and_cost(document: Path) -> None:
    text = document.read_text()
    assert all(f"**{part}.**" in text for part in ("Context", "Choice", "Cost"))


def links(document: Path) -> list[str]:
    """Every address that it links to, code aside."""
    return LINK.findall(FENCED.sub("", document.read_text()))


def leads_somewhere(document: Path, link: str) -> bool:
    if link.startswith(("https://", "http://", "mailto:")):
        return True
    path, _, anchor = unquote(link).partition("#")
    target = (document.parent / path).resolve() if path else document
    if not target.exists() or not target.is_relative_to(ROOT):
        return False
    return not anchor or anchor in anchors(target)


def anchors(document: Path) -> set[str]:
    """The names that its headings have on the web."""
    headings = HEADING.findall(FENCED.sub("", document.read_text()))
    return {re.sub(r"[^\w\- ]", "", each.lower()).replace(" ", "-") for each in headings}


def settings_read() -> Iterator[str]:
    """Names that are handed to the reading, in its calls or in a tuple of names."""
    for module in READ_BY:
        for node in ast.walk(ast.parse((ROOT / "config" / f"{module}.py").read_text())):
            for part in _parts(node):
                if isinstance(part, ast.Constant) and SETTING.fullmatch(str(part.value)):
                    yield str(part.value)


def _parts(node: ast.AST) -> list[ast.expr]:
    if isinstance(node, ast.Tuple):
        return node.elts
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        asked = node.func.value
        return node.args if isinstance(asked, ast.Name) and asked.id == "reading" else []
    return []

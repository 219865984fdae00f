"""Whatever changes who leads or administers a channel keeps its access list in step."""

import ast

from tests.house.test_imports import sources

CHANGES = {"add", "set", "remove", "clear"}
ENDS_THEM = "governance/access/endings.py"  # takes the lines with what it takes away


def test_nobody_changes_lead_or_administrators_alone() -> None:
    found = {
        str(path)
        for path, tree in sources()
        if str(path).startswith("governance/")
        and any(_changes(node) for node in ast.walk(tree))
        and not any(_keeps(node) for node in ast.walk(tree))
    }
    assert found == {ENDS_THEM}


def _changes(node: ast.AST) -> bool:
    if isinstance(node, ast.Assign):
        return any(isinstance(each, ast.Attribute) and each.attr == "lead" for each in node.targets)
    return (
        isinstance(node, ast.Attribute)
        and node.attr in CHANGES
        and isinstance(node.value, ast.Attribute)
        and node.value.attr == "administrators"
    )


def _keeps(node: ast.AST) -> bool:
    """`lines.keep(…)` or `lines.begin(…)`."""
    return (
        isinstance(node, ast.Attribute)
        and node.attr in {"keep", "begin"}
        and isinstance(node.value, ast.Name)
        and node.value.id == "lines"
    )

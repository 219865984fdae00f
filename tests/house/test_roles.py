"""Roles are appointments, asked for in one place; Django's groups give nothing."""

import ast

from tests.house.test_imports import sources


def test_nobody_asks_for_groups() -> None:
    """What gives, asks or ends a role by a group would do nothing, and nobody would notice."""
    found = []
    for path, tree in sources():
        # Of regular expressions; the name of a claim.
        if path.startswith("addresses/") or path == "config/signing_in.py":
            continue
        for node in ast.walk(tree):
            attribute = isinstance(node, ast.Attribute) and node.attr == "groups"
            keyword = isinstance(node, ast.keyword) and "groups__" in (node.arg or "")
            text = isinstance(node, ast.Constant) and str(node.value) in ("groups", "user__groups")
            if attribute or keyword or text:
                found.append(f"{path}:{getattr(node, 'lineno', '')}")
    assert found == []

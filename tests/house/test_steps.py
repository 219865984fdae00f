"""Steps are the one table of what leads where, and a state is assigned by them alone."""

import ast

from django.apps import apps
from django.core.management import call_command

from ledger import acts, steps
from ledger.steps import Stateful, Step
from tests.house.test_imports import sources

MODELS = [model for model in apps.get_models() if issubclass(model, Stateful)]
# Where a thing is made in a state other than its first.
MADE_IN_A_STATE = {"governance/register/additions.py", "people/appointments.py"}


def test_there_are_steps() -> None:
    assert {"Plan", "Channel", "Review"} <= {model.__name__ for model in MODELS}


def test_django_fsm_knows_every_declared_step() -> None:
    declared = {act.name for act in acts.every() if isinstance(act, Step)}
    transitions = {step.name for model in MODELS for step in steps.table(model).values()}
    assert declared == transitions


def test_state_is_assigned_in_one_place() -> None:
    """django-fsm assigns it; nobody else does, and nobody goes around it with an update."""
    found = []
    for path, tree in sources():
        for node in ast.walk(tree):
            if isinstance(node, ast.Assign) and any(map(_is_state, node.targets)):
                found.append(f"{path}:{node.lineno} assigns")
            if isinstance(node, ast.Call) and _goes_around(node):
                found.append(f"{path}:{node.lineno} goes around")
    assert [each for each in found if each.split(":")[0] not in MADE_IN_A_STATE] == []


def _is_state(target: ast.expr) -> bool:
    return isinstance(target, ast.Attribute) and target.attr == "state"


def _goes_around(call: ast.Call) -> bool:
    function = call.func
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    updates = name in {"update", "create", "update_or_create"} or name in {
        model.__name__ for model in MODELS
    }
    return updates and any(keyword.arg == "state" for keyword in call.keywords)


def test_diagrams_are_fresh() -> None:
    call_command("draw_states", "--check")

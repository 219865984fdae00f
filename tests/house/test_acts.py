"""Every act has a door, a notice and a test, or for the first two a reason for none."""

from pathlib import Path
from typing import Any

import pytest
from django.template.loader import get_template
from django.urls import get_resolver, reverse

from ledger import acts
from ledger.acts import Declared
from ledger.questions import Permission
from tests.house.things import everywhere

ROOT = Path(__file__).resolve().parents[2]
TESTS = {path.stem for path in (ROOT / "tests").rglob("test_*.py")}


everywhere()
ACTS = [pytest.param(each, id=each.name) for each in acts.every()]


def test_there_are_acts() -> None:
    assert {"plan.submit", "channel.suspend", "grant.reveal", "team.change"} <= {
        each.name for each in acts.every()
    }


@pytest.mark.parametrize("act", ACTS)
def test_act_is_declared_whole(act: Declared[Any]) -> None:
    assert act.label
    assert act.label[0].isupper()
    assert act.who.phrase
    assert act.letters or (act.silent and act.silent.endswith("."))
    assert all(callable(guard.sentence) or guard.sentence.endswith(".") for guard in act.guards)


@pytest.mark.parametrize("act", ACTS)
def test_act_has_a_door_or_a_reason_for_none(act: Declared[Any]) -> None:
    assert bool(act.doors) != bool(act.within)
    assert act.within is None or act.within.endswith(".")


@pytest.mark.parametrize("act", ACTS)
def test_what_a_token_may_take_has_a_door_for_it(act: Declared[Any]) -> None:
    """And the other way round: a door of the API is for what a token may take."""
    assert act.tokens == any(door.kind == "api" for door in act.doors)


@pytest.mark.parametrize("act", ACTS)
def test_what_an_act_tells_has_its_letter(act: Declared[Any]) -> None:
    for kind in act.letters:
        assert get_template(f"emails/{kind}.txt.jinja")


@pytest.mark.parametrize("act", ACTS)
def test_what_helps_is_an_act_with_a_page(act: Declared[Any]) -> None:
    for guard in act.guards:
        helps = acts.find(guard.helps) if guard.helps else None
        assert guard.helps is None or helps is not None
        if helps is not None:
            assert any(door.kind == "page" for door in helps.doors), guard.helps


@pytest.mark.parametrize("act", ACTS)
def test_page_exists(act: Declared[Any]) -> None:
    names = set(get_resolver().reverse_dict.keys())
    for door in act.doors:
        if door.kind == "page":
            assert door.place in names, f"{door.place} is no route; see {reverse('home')}"


@pytest.mark.parametrize("act", ACTS)
def test_act_has_a_test_of_its_name(act: Declared[Any]) -> None:
    assert f"test_{act.name.replace('.', '_')}" in TESTS or f"test_{act.verb}" in TESTS


def test_two_acts_cannot_have_one_name() -> None:
    act = acts.every()[0]
    with pytest.raises(TypeError, match="Two acts"):
        acts.register(act)


def test_no_act_decides_and_is_a_tokens() -> None:
    assert [each.name for each in acts.every() if each.decides and each.tokens] == []


def test_permissions_are_permissions() -> None:
    assert all(isinstance(each.who, Permission) for each in acts.every())

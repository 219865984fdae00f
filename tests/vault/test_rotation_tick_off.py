"""What was answered with no stays owed until somebody says that it is done."""

import pytest

from ledger.refusals import ForbiddenError, InvalidError, RefusedError
from tests.ledger.reading import last
from tests.vault import TODAY, People, confirmed, proposed
from tests.vault.conftest import Forbid
from vault import custodians, rotations, undone
from vault.models import Custodian, Rotation

pytestmark = pytest.mark.django_db

NO = {"sessions_ended": "no", "tools_disconnected": "no", "posts_paused": "yes"}


@pytest.fixture
def hasty(rotation: Rotation, people: People) -> Rotation:
    """Confirmed before everything was done."""
    rotations.confirm(rotation, by=people.anna, today=TODAY, **NO)
    return rotation


def tick(rotation: Rotation, people: People, what: str, answer: str = "yes") -> None:
    undone.tick_off(rotation, by=people.ben, today=TODAY, what=what, answer=answer)


def test_what_is_left_is_listed(hasty: Rotation) -> None:
    assert list(undone.left()) == [hasty]
    assert undone.left_of(hasty.custodian) == hasty
    assert list(undone.of(hasty)) == ["sessions_ended", "tools_disconnected"]


def test_three_times_yes_leaves_nothing(rotation: Rotation, people: People) -> None:
    confirmed(rotation, people.anna)
    assert list(undone.left()) == []


def test_each_is_ticked_off(hasty: Rotation, people: People) -> None:
    tick(hasty, people, "sessions_ended")
    assert list(undone.of(hasty)) == ["tools_disconnected"]
    tick(hasty, people, "tools_disconnected", "not_possible")
    assert list(undone.left()) == []
    assert Rotation.objects.get().state == "confirmed"


def test_the_entry_says_what_and_how(hasty: Rotation, people: People) -> None:
    tick(hasty, people, "sessions_ended")
    facts = last("rotation.tick_off").facts
    assert (facts["what"], facts["answer"]) == ("sessions_ended", "yes")


def test_what_was_done_is_not_done_twice(hasty: Rotation, people: People) -> None:
    with pytest.raises(InvalidError, match="said already"):
        tick(hasty, people, "posts_paused")
    with pytest.raises(InvalidError):
        tick(hasty, people, "sessions_ended", "no")


def test_nothing_is_left_of_what_is_not_confirmed(rotation: Rotation, people: People) -> None:
    with pytest.raises(RefusedError, match="Nothing is left"):
        tick(rotation, people, "sessions_ended")


def test_newer_keys_asked_anew(hasty: Rotation, people: People) -> None:
    confirmed(proposed(hasty.custodian, people.anna, password="newer"), people.anna)
    assert list(undone.left()) == []
    with pytest.raises(RefusedError, match="Nothing is left"):
        tick(hasty, people, "sessions_ended")


def test_whoever_may_not_ticks_nothing_off(hasty: Rotation, people: People, forbid: Forbid) -> None:
    forbid("rotate")
    with pytest.raises(ForbiddenError):
        tick(hasty, people, "sessions_ended")


def test_of_what_is_retired_nothing_is_left(hasty: Rotation, people: People) -> None:
    custodian = Custodian.objects.get()
    custodians.retire(custodian, recoverable_until=TODAY, by=people.anna, today=TODAY)
    assert list(undone.left()) == []

"""Confirming that new keys are set on the platform: from then on they are the keys."""

import pytest

from ledger.refusals import ForbiddenError, InvalidError, RefusedError
from tests.ledger.reading import last, told
from tests.vault import TODAY, People, approved, confirmed, show, value
from tests.vault.conftest import Forbid
from vault import rotations
from vault.models import Rotation, Version

pytestmark = pytest.mark.django_db


def test_the_new_keys_are_the_keys(rotation: Rotation, people: People) -> None:
    confirmed(rotation, people.anna)
    assert (rotation.state, rotation.confirmed_by) == ("confirmed", people.anna)
    grant = approved(rotation.custodian, people.anna, people.ben)
    assert value(grant) == "new"
    assert value(grant, "username") == "marker-username"


def test_it_asks_three_questions(rotation: Rotation, people: People) -> None:
    with pytest.raises(InvalidError) as caught:
        rotations.confirm(
            rotation, by=people.anna, today=TODAY, tools_disconnected="perhaps", posts_paused="yes"
        )
    assert set(caught.value.errors) == {"sessions_ended", "tools_disconnected"}


def test_the_answers_are_facts_of_the_entry(rotation: Rotation, people: People) -> None:
    confirmed(rotation, people.anna)
    facts = last("rotation.confirm").facts
    assert (facts["sessions_ended"], facts["posts_paused"]) == ("yes", "not_possible")


def test_whoever_is_responsible_is_told(rotation: Rotation, people: People) -> None:
    confirmed(rotation, people.anna)
    assert told("keys_changed") == ["Dan"]


def test_whoever_may_not_confirms_nothing(
    rotation: Rotation, people: People, forbid: Forbid
) -> None:
    forbid("rotate")
    with pytest.raises(ForbiddenError, match="or the holder of an active grant"):
        confirmed(rotation, people.carol)


def test_what_is_confirmed_stays(rotation: Rotation, people: People) -> None:
    confirmed(rotation, people.anna)
    with pytest.raises(RefusedError, match="is confirmed"):
        confirmed(rotation, people.ben)


def test_keys_opened_while_they_were_proposed_are_due_again(
    rotation: Rotation, people: People
) -> None:
    grant = approved(rotation.custodian, people.carol, people.ben)
    show(grant, standing=Version.Standing.PROPOSED)
    confirmed(rotation, people.anna)
    assert Rotation.objects.get(state="due").cause == "opening"


def test_keys_proposed_by_somebody_who_left_are_due_again(
    rotation: Rotation, people: People
) -> None:
    people.anna.is_active = False
    people.anna.save()
    confirmed(rotation, people.ben)
    assert Rotation.objects.get(state="due").cause == "leaver"


def test_keys_that_nobody_else_saw_are_not_due_again(rotation: Rotation, people: People) -> None:
    confirmed(rotation, people.ben)
    assert rotations.open_rotation(rotation.custodian) is None

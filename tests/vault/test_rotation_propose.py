"""The step of proposing: the rotation that was due is under way, or one that nobody waited for."""

import pytest

from ledger.refusals import RefusedError
from tests.ledger.reading import last, told
from tests.vault import TODAY, People, proposed
from vault import rotations
from vault.models import Cause, Custodian, DataKey, Rotation, Version

pytestmark = pytest.mark.django_db


def test_it_is_proposed_by_somebody_at_a_time(rotation: Rotation, people: People) -> None:
    assert (rotation.state, rotation.proposed_by) == ("proposed", people.anna)
    assert rotation.proposed_at is not None


def test_what_nobody_waited_for_was_offered(rotation: Rotation) -> None:
    assert rotation.cause == "offered"
    assert told("keys_due") == []


def test_what_was_due_keeps_its_cause(custodian: Custodian, people: People) -> None:
    due = rotations.fall_due(custodian, Cause.LEAVER, by=people.ben, today=TODAY)
    assert proposed(custodian, people.anna) == due
    assert Rotation.objects.get().cause == "leaver"


def test_one_at_a_time(rotation: Rotation, people: People) -> None:
    with pytest.raises(RefusedError, match="This rotation is proposed; to propose, it must be due"):
        proposed(rotation.custodian, people.ben)
    assert Version.objects.count() == 2
    assert DataKey.objects.filter(purpose=None).count() == 2


def test_the_entry_says_what_became_of_it(rotation: Rotation) -> None:
    entry = last("rotation.propose")
    assert (entry.actor, entry.state) == ("Anna", "proposed")


def test_whoever_is_responsible_is_told(rotation: Rotation) -> None:
    assert told("keys_proposed") == ["Dan"]

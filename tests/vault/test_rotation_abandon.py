"""Abandoning new keys: the old ones stay, and what was due is due again."""

import pytest

from ledger.refusals import ForbiddenError, InvalidError
from people.models import User
from tests.ledger.reading import last, told
from tests.vault import TODAY, People, approved, proposed, show, value
from tests.vault.conftest import Forbid
from vault import rotations
from vault.models import Cause, Custodian, Rotation

pytestmark = pytest.mark.django_db


def abandon(rotation: Rotation, by: User, reason: str = "Not accepted.") -> None:
    rotations.abandon(rotation, by=by, today=TODAY, reason=reason)


def test_the_old_keys_stay(rotation: Rotation, people: People) -> None:
    abandon(rotation, people.ben)
    assert (rotation.state, rotation.abandoned_by) == ("abandoned", people.ben)
    assert value(approved(rotation.custodian, people.anna, people.ben)) == "marker-password"


def test_it_says_why(rotation: Rotation, people: People) -> None:
    with pytest.raises(InvalidError, match="Say why"):
        abandon(rotation, people.anna, " ")
    abandon(rotation, people.anna)
    assert last("rotation.abandon").words["reason"] == "Not accepted."


def test_whoever_may_not_abandons_nothing(
    rotation: Rotation, people: People, forbid: Forbid
) -> None:
    forbid("rotate")
    with pytest.raises(ForbiddenError):
        abandon(rotation, people.carol)


def test_whoever_is_responsible_is_told(rotation: Rotation, people: People) -> None:
    abandon(rotation, people.anna)
    assert told("keys_kept") == ["Dan"]


def test_what_was_only_offered_is_over(rotation: Rotation, people: People) -> None:
    abandon(rotation, people.anna)
    assert rotations.open_rotation(rotation.custodian) is None


def test_what_was_due_is_due_again(custodian: Custodian, people: People) -> None:
    reason = "A phone was lost."
    rotations.fall_due(custodian, Cause.REASON, by=people.ben, today=TODAY, reason=reason)
    abandon(proposed(custodian, people.anna), people.anna)
    again = Rotation.objects.get(state="due")
    assert (again.cause, again.reason) == ("reason", reason)


def test_an_opening_meanwhile_is_not_forgotten(rotation: Rotation, people: People) -> None:
    show(approved(rotation.custodian, people.carol, people.ben))
    assert told("keys_due") == ["Dan"]
    abandon(rotation, people.anna)
    assert Rotation.objects.get(state="due").cause == "opening"

"""Putting new keys in place: part of confirming them, by what the ledger knows of them."""

import pytest

from ledger.refusals import RefusedError
from tests.ledger.reading import last
from tests.vault import TODAY, People, confirmed
from vault import standings
from vault.models import Custodian, Rotation, Version

pytestmark = pytest.mark.django_db


def test_the_proposed_are_current_and_the_ones_before_old(
    rotation: Rotation, people: People
) -> None:
    before = last("custodian.propose").facts["holding"]
    confirmed(rotation, people.anna)
    after = last("custodian.put_in_place").facts["holding"]
    assert [each.standing for each in Version.objects.order_by("number")] == ["old", "current"]
    assert Version.objects.get(number=1).replaced_on == TODAY
    assert (after["current"], after["proposed"]) == (before["proposed"], None)


def test_nothing_is_put_in_place_that_nobody_proposed(custodian: Custodian, people: People) -> None:
    with pytest.raises(RefusedError, match="ledger"):
        standings.put_in_place(custodian, by=people.anna, today=TODAY)


def test_another_version_in_its_place_is_noticed(rotation: Rotation, people: People) -> None:
    Version.objects.filter(number=2).update(number=3)
    with pytest.raises(RefusedError, match="ledger"):
        confirmed(rotation, people.anna)
    assert Version.objects.get(number=1).standing == "current"

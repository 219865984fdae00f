"""Setting new keys aside: part of abandoning them; they are kept a while, and shown to nobody."""

import pytest

from ledger.refusals import RefusedError
from tests.ledger.reading import last
from tests.vault import TODAY, People, approved, show
from vault import rotations, standings
from vault.models import Custodian, Rotation, Version

pytestmark = pytest.mark.django_db


def test_they_are_old_and_shown_to_nobody(rotation: Rotation, people: People) -> None:
    rotations.abandon(rotation, by=people.anna, today=TODAY, reason="Not accepted.")
    assert [each.standing for each in Version.objects.order_by("number")] == ["current", "old"]
    assert last("custodian.set_aside").facts["holding"]["proposed"] is None
    grant = approved(rotation.custodian, people.anna, people.ben)
    with pytest.raises(RefusedError, match="not among the keys"):
        show(grant, standing=Version.Standing.PROPOSED)


def test_what_nobody_proposed_is_not_set_aside(custodian: Custodian, people: People) -> None:
    with pytest.raises(RefusedError, match="ledger"):
        standings.set_aside(custodian, by=people.anna, today=TODAY)
    assert Version.objects.get().standing == "current"

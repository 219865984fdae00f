"""Registering a custodian: part of the first deposit for what the keys belong to."""

import pytest

from ledger.models import Notice
from ledger.refusals import ForbiddenError
from tests.ledger.reading import last
from tests.vault import People, registered
from vault import deposits
from vault.models import Custodian

pytestmark = pytest.mark.django_db


def test_it_holds_nothing_yet(people: People) -> None:
    made = registered(people.anna)
    assert deposits.held(made) == []
    assert last("custodian.register").facts["holding"]["current"] is None


def test_the_ledger_binds_how_its_keys_are_opened(people: People) -> None:
    registered(people.anna)
    assert last("custodian.register").facts["holding"]["policy"] == {
        "in_hours": "dual",
        "out_of_hours": "immediate",
        "corporate": False,
        "minutes": 60,
    }


def test_nobody_waits_for_it(people: People) -> None:
    registered(people.anna)
    assert not Notice.objects.exists()


def test_whoever_left_registers_nothing(people: People) -> None:
    people.anna.is_active = False
    with pytest.raises(ForbiddenError):
        registered(people.anna)
    assert not Custodian.objects.exists()

"""Who knows which keys: whoever opened, deposited or proposed what is in force."""

import pytest

from tests.vault import TODAY, People, approved, confirmed, proposed, value
from vault import custodians, openers
from vault.models import Custodian

pytestmark = pytest.mark.django_db


def test_whoever_opened_them_knows(custodian: Custodian, people: People) -> None:
    grant = approved(custodian, people.carol, people.ben)
    assert list(openers.known_to(people.carol)) == []
    value(grant)
    assert list(openers.known_to(people.carol)) == [custodian]


def test_whoever_deposited_them_knows_until_they_are_replaced(
    custodian: Custodian, people: People
) -> None:
    assert list(openers.known_to(people.anna)) == [custodian]
    confirmed(proposed(custodian, people.carol), people.ben)
    assert list(openers.known_to(people.anna)) == []


def test_whoever_proposed_knows(custodian: Custodian, people: People) -> None:
    proposed(custodian, people.carol)
    assert list(openers.known_to(people.carol)) == [custodian]


def test_what_is_retired_need_not_be_changed(custodian: Custodian, people: People) -> None:
    custodians.retire(custodian, recoverable_until=TODAY, by=people.anna, today=TODAY)
    assert list(openers.known_to(people.anna)) == []

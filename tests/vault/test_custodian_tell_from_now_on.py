"""Changing who is told when keys are opened; governance keeps it in step with its people."""

import pytest

from tests.ledger.reading import last, told
from tests.vault import TODAY, People, approved, at_once, value
from vault import custodians
from vault.models import Custodian

pytestmark = pytest.mark.django_db


def tell(custodian: Custodian, people: People) -> None:
    chosen = [people.carol, people.ben, people.carol]
    custodians.tell_from_now_on(custodian, chosen, by=people.anna, today=TODAY)


def test_the_next_opening_is_told_to_them_alone(custodian: Custodian, people: People) -> None:
    value(approved(custodian, people.anna, people.carol))
    tell(custodian, people)
    at_once(custodian, people.dan)
    assert told("keys_opened") == ["Dan"]
    assert told("keys_opened_at_once") == ["Ben", "Carol"]


def test_the_ledger_binds_who_they_are(custodian: Custodian, people: People) -> None:
    tell(custodian, people)
    bound = last("custodian.tell_from_now_on").facts["holding"]["told"]
    assert bound == sorted([str(people.ben.pk), str(people.carol.pk)])


def test_they_hear_nothing_of_the_change_itself(custodian: Custodian, people: People) -> None:
    before = told("keys_deposited")
    tell(custodian, people)
    assert told("keys_deposited") == before == ["Dan"]

"""Renaming a custodian: its keys stay as they are."""

import pytest

from ledger.models import Notice
from ledger.refusals import RefusedError
from tests.ledger.reading import last
from tests.vault import TODAY, People, approved, value
from vault import custodians
from vault.models import Custodian

pytestmark = pytest.mark.django_db


def rename(custodian: Custodian, people: People) -> None:
    custodians.rename(custodian, "Threads", by=people.ben, today=TODAY)


def test_it_has_the_name_and_its_keys(custodian: Custodian, people: People) -> None:
    rename(custodian, people)
    assert str(Custodian.objects.get()) == "Threads"
    assert value(approved(custodian, people.anna, people.ben)) == "marker-password"


def test_the_entry_has_the_new_name_and_all_that_it_holds(
    custodian: Custodian, people: People
) -> None:
    before = last("custodian.deposit").facts["holding"]
    rename(custodian, people)
    assert last("custodian.rename").subject == "Threads"
    assert last("custodian.rename").facts["holding"] == before


def test_nobody_is_told(custodian: Custodian, people: People) -> None:
    owed = Notice.objects.count()
    rename(custodian, people)
    assert Notice.objects.count() == owed


def test_one_that_the_ledger_does_not_know_stays_as_it_is(people: People) -> None:
    slipped_in = Custodian.objects.create(name="Instagram", path="/x")
    with pytest.raises(RefusedError, match="ledger"):
        rename(slipped_in, people)
    assert str(Custodian.objects.get()) == "Instagram"

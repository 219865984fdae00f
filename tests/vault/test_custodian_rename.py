"""Renaming a custodian: its keys stay as they are."""

import pytest

from ledger.actors import CLOCK
from ledger.models import Notice
from ledger.refusals import ForbiddenError, RefusedError
from tests.ledger.reading import last
from tests.vault import TODAY, People, approved, value
from vault import custodians
from vault.models import Custodian

pytestmark = pytest.mark.django_db


def rename(custodian: Custodian) -> None:
    custodians.rename(custodian, "Threads", by=CLOCK, today=TODAY)


def test_it_has_the_name_and_its_keys(custodian: Custodian, people: People) -> None:
    rename(custodian)
    assert str(Custodian.objects.get()) == "Threads"
    assert value(approved(custodian, people.anna, people.ben)) == "marker-password"


def test_the_entry_has_the_new_name_and_all_that_it_holds(custodian: Custodian) -> None:
    before = last("custodian.deposit").facts["holding"]
    rename(custodian)
    assert last("custodian.rename").subject == "Threads"
    assert last("custodian.rename").facts["holding"] == before


def test_nobody_is_told(custodian: Custodian) -> None:
    owed = Notice.objects.count()
    rename(custodian)
    assert Notice.objects.count() == owed


def test_one_that_the_ledger_does_not_know_stays_as_it_is() -> None:
    slipped_in = Custodian.objects.create(name="Instagram", path="/x")
    with pytest.raises(RefusedError, match="ledger"):
        rename(slipped_in)
    assert str(Custodian.objects.get()) == "Instagram"


def test_it_follows_its_channel_and_nobody_else_renames_it(
    custodian: Custodian, people: People
) -> None:
    with pytest.raises(ForbiddenError, match="Only the clock"):
        custodians.rename(custodian, "Threads", by=people.ben, today=TODAY)

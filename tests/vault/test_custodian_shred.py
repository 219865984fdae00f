"""Shredding: without its data key an old version is gone, but for backups."""

import logging
from datetime import timedelta

import pytest
from django.db import connection

from ledger.models import Notice
from ledger.refusals import RefusedError
from tests.ledger.reading import acts, last
from tests.vault import TODAY, People, approved, confirmed, holding, proposed, value
from vault import custodians, deposits, shredding
from vault.models import Custodian, DataKey, Sealed, Version

pytestmark = pytest.mark.django_db
LATER = TODAY + shredding.RETENTION


@pytest.fixture
def old(custodian: Custodian, people: People) -> Version:
    confirmed(proposed(custodian, people.anna), people.anna)
    return Version.objects.get(number=1)


def test_old_keys_are_shredded_after_retention(old: Version, people: People) -> None:
    assert shredding.shred_due(today=LATER - timedelta(days=1)) == 0
    assert shredding.shred_due(today=LATER) == 1
    assert shredding.shred_due(today=LATER) == 0
    old.refresh_from_db()
    assert (old.standing, old.data_key) == ("shredded", None)
    assert not Sealed.objects.filter(version=old).exists()
    assert DataKey.objects.filter(purpose=None).count() == 1
    assert value(approved(old.custodian, people.anna, people.ben)) == "new"


def test_keys_of_what_is_retired_go_when_it_cannot_come_back(old: Version, people: People) -> None:
    until = TODAY + timedelta(days=30)
    custodians.retire(old.custodian, recoverable_until=until, by=people.anna, today=TODAY)
    assert shredding.shred_due(today=until) == 0
    assert shredding.shred_due(today=until + timedelta(days=1)) == 2
    assert deposits.held(old.custodian) == []
    assert last("custodian.shred").facts["holding"]["current"] is None


def test_the_clock_does_it_and_tells_nobody(old: Version) -> None:
    owed = Notice.objects.count()
    shredding.shred_due(today=LATER)
    entry = last("custodian.shred")
    assert (entry.actor, entry.facts["version"]) == ("the clock", 1)
    assert Notice.objects.count() == owed


def test_a_second_sweeper_finds_it_gone(old: Version, people: People) -> None:
    assert shredding.shred_due(today=LATER) == 1
    with pytest.raises(RefusedError, match="Somebody else"):
        shredding.shred(old, by=people.anna, today=LATER)
    assert acts().count("custodian.shred") == 1


def test_one_that_was_tampered_with_stands_in_no_others_way(
    old: Version, people: People, caplog: pytest.LogCaptureFixture
) -> None:
    other = holding(people.anna)
    confirmed(proposed(other, people.anna), people.anna)
    Custodian.objects.filter(pk=old.custodian_id).update(minutes=480)
    with caplog.at_level(logging.WARNING, logger="vault.shredding"):
        assert shredding.shred_due(today=LATER) == 1
    assert Version.objects.get(standing="shredded").custodian == other
    assert "does not say the same as the ledger" in caplog.text


@pytest.mark.processes
@pytest.mark.django_db(transaction=True)
def test_the_journal_keeps_no_page_of_it(old: Version) -> None:
    shredding.shred_due(today=LATER)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete")
            assert cursor.fetchone() == (1,)
            cursor.execute("PRAGMA wal_checkpoint(PASSIVE)")
            assert cursor.fetchone() == (0, 0, 0)

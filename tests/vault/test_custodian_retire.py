"""Retiring a custodian: its closure is confirmed, and its keys stay until nothing can come back."""

import datetime

import pytest

from ledger.models import Notice
from ledger.refusals import InvalidError, RefusedError
from tests.ledger.reading import last
from tests.vault import TODAY, People
from vault import custodians, deposits
from vault.models import Custodian

pytestmark = pytest.mark.django_db
UNTIL = TODAY + datetime.timedelta(days=30)


def retire(custodian: Custodian, people: People) -> None:
    custodians.retire(custodian, by=people.anna, today=TODAY, recoverable_until=UNTIL)


def test_it_is_retired_and_its_keys_stay(custodian: Custodian, people: People) -> None:
    retire(custodian, people)
    assert (custodian.retired_on, custodian.recoverable_until) == (TODAY, UNTIL)
    assert "password" in deposits.held(custodian)


def test_it_is_retired_once(custodian: Custodian, people: People) -> None:
    retire(custodian, people)
    with pytest.raises(RefusedError, match="It is retired"):
        retire(custodian, people)


def test_the_platforms_time_is_an_input(custodian: Custodian, people: People) -> None:
    with pytest.raises(InvalidError) as invalid:
        custodians.retire(custodian, by=people.anna, today=TODAY)
    assert list(invalid.value.errors) == ["recoverable_until"]
    assert Custodian.objects.get().retired_on is None


def test_the_entry_says_until_when(custodian: Custodian, people: People) -> None:
    retire(custodian, people)
    assert last("custodian.retire").facts["recoverable_until"] == UNTIL.isoformat()


def test_nobody_is_told_a_second_time(custodian: Custodian, people: People) -> None:
    """Whoever retires the channel tells everybody."""
    owed = Notice.objects.count()
    retire(custodian, people)
    assert Notice.objects.count() == owed

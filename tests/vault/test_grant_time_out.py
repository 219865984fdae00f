"""A request that nobody decided times out: the clock's act."""

import pytest

from ledger.actors import CLOCK
from ledger.refusals import ForbiddenError, RefusedError
from tests.ledger.reading import last, told
from tests.vault import TODAY, People, ago, asked
from vault import grants
from vault.models import Custodian, Grant

pytestmark = pytest.mark.django_db


@pytest.fixture
def forgotten(custodian: Custodian, people: People) -> Grant:
    grant = asked(custodian, people.anna)
    Grant.objects.filter(pk=grant.pk).update(times_out_at=ago(1))
    return Grant.objects.get()


def test_the_clock_times_it_out_once(forgotten: Grant) -> None:
    assert grants.end_due(today=TODAY) == 1
    assert grants.end_due(today=TODAY) == 0
    assert Grant.objects.get().state == "timed_out"
    assert last("grant.time_out").actor == "the clock"


def test_whoever_asked_is_told(forgotten: Grant) -> None:
    grants.end_due(today=TODAY)
    assert told("keys_timed_out") == ["Anna"]


def test_no_person_does_it(forgotten: Grant, people: People) -> None:
    with pytest.raises(ForbiddenError, match="Only the clock"):
        grants.time_out(forgotten, by=people.ben, today=TODAY)


def test_what_is_in_time_stays(custodian: Custodian, people: People) -> None:
    grant = asked(custodian, people.anna)
    assert grants.end_due(today=TODAY) == 0
    with pytest.raises(RefusedError, match="still in time"):
        grants.time_out(grant, by=CLOCK, today=TODAY)

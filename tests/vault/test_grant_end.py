"""An opening ends: by whoever asked, by somebody who may finish it, or by the clock."""

import pytest

from ledger.models import Notice
from ledger.refusals import ForbiddenError, RefusedError
from tests.ledger.reading import last
from tests.vault import TODAY, People, ago, asked, show
from tests.vault.conftest import Forbid
from vault import grants
from vault.models import Custodian, Grant

pytestmark = pytest.mark.django_db


def test_whoever_asked_ends_it(grant: Grant, people: People, forbid: Forbid) -> None:
    forbid("finish")
    grants.end(grant, by=people.anna, today=TODAY)
    assert grant.state == "ended"
    assert grant.ended_at is not None
    assert last("grant.end").facts["turn"] == 3


def test_whoever_may_finish_ends_anothers(grant: Grant, people: People) -> None:
    grants.end(grant, by=people.carol, today=TODAY)
    assert last("grant.end").actor == "Carol"


def test_anybody_else_does_not(grant: Grant, people: People, forbid: Forbid) -> None:
    forbid("finish")
    with pytest.raises(ForbiddenError, match="somebody who may end an opening or the clock"):
        grants.end(grant, by=people.carol, today=TODAY)


def test_the_clock_ends_it_after_its_hour_and_tells_nobody(grant: Grant) -> None:
    assert grants.end_due(today=TODAY) == 0
    Grant.objects.update(ends_at=ago(1))
    owed = Notice.objects.count()
    assert grants.end_due(today=TODAY) == 1
    assert last("grant.end").actor == "the clock"
    assert Notice.objects.count() == owed


def test_of_two_sweepers_one_ends_it(grant: Grant) -> None:
    Grant.objects.update(ends_at=ago(1))
    quicker, slower = Grant.objects.get(), Grant.objects.get()
    done = [grants._over(each, grants.end, TODAY) for each in (quicker, slower)]
    assert done == [True, False]


def test_after_it_nothing_is_shown(custodian: Custodian, people: People) -> None:
    grant = asked(custodian, people.anna)
    with pytest.raises(RefusedError, match="not active"):
        show(grant)
    grants.approve(grant, by=people.ben, today=TODAY)
    grants.end(grant, by=people.anna, today=TODAY)
    with pytest.raises(RefusedError, match="not active"):
        show(grant)

"""Approving an opening: somebody else does, in time, and it is open for an hour."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from ledger.refusals import ForbiddenError, RefusedError
from tests.ledger.reading import last, told
from tests.vault import TODAY, People, ago, approved, asked, now
from tests.vault.conftest import Forbid
from vault import grants
from vault.models import Custodian, Grant

pytestmark = pytest.mark.django_db


def test_somebody_else_approves_for_an_hour(grant: Grant, people: People) -> None:
    assert (grant.state, grant.decided_by) == ("active", people.ben)
    assert grant.ends_at is not None
    assert timedelta(minutes=59) < grant.ends_at - now() <= timedelta(minutes=60)


def test_whoever_asked_is_told(grant: Grant) -> None:
    assert told("keys_approved") == ["Anna"]


def test_the_entry_says_until_when(grant: Grant) -> None:
    entry = last("grant.approve")
    assert entry.actor == "Ben"
    assert grant.ends_at is not None
    assert entry.facts["until"] == grant.ends_at.isoformat()


def test_nobody_approves_their_own(custodian: Custodian, people: People) -> None:
    grant = asked(custodian, people.anna)
    with pytest.raises(ForbiddenError, match="somebody else than the person who asked"):
        grants.approve(grant, by=people.anna, today=TODAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Grant.objects.filter(pk=grant.pk).update(decided_by=people.anna, decided_at=now())
    assert last("grant.approve.refused").actor == "Anna"


def test_whoever_may_not_approves_nothing(
    custodian: Custodian, people: People, forbid: Forbid
) -> None:
    grant = asked(custodian, people.anna)
    forbid("approve")
    with pytest.raises(ForbiddenError):
        grants.approve(grant, by=people.ben, today=TODAY)


def test_what_was_asked_too_long_ago_is_asked_again(custodian: Custodian, people: People) -> None:
    grant = asked(custodian, people.anna)
    Grant.objects.filter(pk=grant.pk).update(times_out_at=ago(1))
    with pytest.raises(RefusedError, match="too long ago") as refused:
        grants.approve(grant, by=people.ben, today=TODAY)
    assert refused.value.refusals[0].helps == "grant.request"


def test_what_opens_at_once_is_for_nobody_else_to_decide(
    custodian: Custodian, people: People
) -> None:
    grant = asked(custodian, people.anna)
    Grant.objects.filter(pk=grant.pk).update(policy="immediate", account_by=TODAY)
    with pytest.raises(RefusedError, match="not for somebody else to decide"):
        grants.approve(grant, by=people.ben, today=TODAY)


def test_what_is_approved_is_not_approved_again(custodian: Custodian, people: People) -> None:
    grant = approved(custodian, people.anna, people.ben)
    with pytest.raises(RefusedError, match=r"is active.*Ben approved it "):
        grants.approve(grant, by=people.carol, today=TODAY)

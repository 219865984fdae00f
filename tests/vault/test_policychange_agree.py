"""Agreeing to loosen how keys are opened: by a second person who may change it."""

import pytest

from ledger.refusals import ForbiddenError, RefusedError
from people.models import User
from tests.ledger.reading import acts, last
from tests.vault import TODAY, People, asked
from tests.vault.conftest import Forbid
from vault import custodians, grantpolicies
from vault.models import Policy, PolicyChange

pytestmark = pytest.mark.django_db


def agree(waiting: PolicyChange, by: User) -> None:
    grantpolicies.agree(waiting, by=by, today=TODAY)


def test_the_second_person_loosens_it(waiting: PolicyChange, people: People) -> None:
    agree(waiting, people.ben)
    custodian = waiting.custodian
    custodian.refresh_from_db()
    assert (custodian.in_hours, custodian.out_of_hours) == (Policy.IMMEDIATE, Policy.IMMEDIATE)
    assert not PolicyChange.objects.exists()
    assert asked(custodian, people.anna).state == "requested"


def test_nobody_agrees_to_their_own(waiting: PolicyChange, people: People) -> None:
    with pytest.raises(ForbiddenError, match="somebody else than who asked for it"):
        agree(waiting, people.anna)
    assert last("policychange.agree.refused").actor == "Anna"
    assert PolicyChange.objects.exists()


def test_whoever_may_not_agrees_to_nothing(
    waiting: PolicyChange, people: People, forbid: Forbid
) -> None:
    forbid("manage")
    with pytest.raises(ForbiddenError):
        agree(waiting, people.ben)


def test_nobody_agrees_for_what_is_retired(waiting: PolicyChange, people: People) -> None:
    until = {"recoverable_until": TODAY}
    custodians.retire(waiting.custodian, by=people.anna, today=TODAY, **until)
    with pytest.raises(RefusedError, match="It is retired"):
        agree(waiting, people.ben)
    assert acts()[-1] == "policychange.agree.refused"


def test_both_acts_are_recorded(waiting: PolicyChange, people: People) -> None:
    agree(waiting, people.ben)
    assert acts()[-2:] == ["policychange.agree", "custodian.loosen_policy"]
    assert last("policychange.agree").facts == {"custodian": str(waiting.custodian_id)}


def test_who_agrees_twice_is_told_that_it_is_gone(waiting: PolicyChange, people: People) -> None:
    agree(waiting, people.ben)
    with pytest.raises(RefusedError, match="no longer there"):
        agree(waiting, people.carol)

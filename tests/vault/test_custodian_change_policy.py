"""Changing how keys are opened: stricter at once; looser waits for somebody else."""

import pytest

from ledger.refusals import ForbiddenError, InvalidError, RefusedError
from tests.ledger.reading import last, told
from tests.vault import TODAY, People, at_once
from tests.vault.conftest import Forbid
from vault import custodians, grantpolicies
from vault.models import Custodian, Policy, PolicyChange

pytestmark = pytest.mark.django_db


def change(custodian: Custodian, people: People, policy: str) -> PolicyChange | None:
    """The same in hours and out of hours, asked for by Anna."""
    return grantpolicies.change(
        custodian, in_hours=policy, out_of_hours=policy, by=people.anna, today=TODAY
    )


def test_stricter_holds_at_once(custodian: Custodian, people: People) -> None:
    assert change(custodian, people, Policy.DUAL) is None
    with pytest.raises(RefusedError, match="somebody else approves"):
        at_once(custodian, people.anna)


@pytest.mark.usefixtures("carol_approves")
def test_looser_waits_and_whoever_may_approve_is_told(custodian: Custodian, people: People) -> None:
    waiting = change(custodian, people, Policy.IMMEDIATE)
    assert waiting is not None
    assert str(waiting) == "Instagram"
    assert Custodian.objects.get().in_hours == Policy.DUAL
    assert told("keys_policy_asked_for") == ["Carol"]


def test_the_entry_says_whether_it_waits(custodian: Custodian, people: People) -> None:
    change(custodian, people, Policy.IMMEDIATE)
    assert last("custodian.change_policy").facts["waits_for_a_second_person"]
    change(custodian, people, Policy.DUAL)
    facts = last("custodian.change_policy").facts
    assert not facts["waits_for_a_second_person"]
    assert facts["holding"]["policy"]["out_of_hours"] == "dual"


def test_a_stricter_wish_takes_the_looser_one_back(custodian: Custodian, people: People) -> None:
    change(custodian, people, Policy.IMMEDIATE)
    change(custodian, people, Policy.DUAL)
    assert not PolicyChange.objects.exists()


def test_an_unknown_policy_is_an_error(custodian: Custodian, people: People) -> None:
    with pytest.raises(InvalidError) as invalid:
        change(custodian, people, "never")
    assert set(invalid.value.errors) == {"in_hours", "out_of_hours"}


def test_whoever_may_not_changes_nothing(
    custodian: Custodian, people: People, forbid: Forbid
) -> None:
    forbid("manage")
    with pytest.raises(ForbiddenError):
        change(custodian, people, Policy.DUAL)


def test_what_is_retired_stays_as_it_is(custodian: Custodian, people: People) -> None:
    custodians.retire(custodian, recoverable_until=TODAY, by=people.anna, today=TODAY)
    with pytest.raises(RefusedError, match="It is retired"):
        change(custodian, people, Policy.DUAL)

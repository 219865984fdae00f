"""Asking for an opening: with a reason, once at a time, and somebody else approves."""

import pytest

from ledger.actors import CLOCK
from ledger.models import Entry
from ledger.refusals import ForbiddenError, InvalidError, RefusedError
from tests.ledger.reading import last, told
from tests.vault import TODAY, People, ago, approved, asked, holding, registered
from tests.vault.conftest import Forbid
from vault import custodians, grants
from vault.grants import Wish
from vault.models import Custodian, Grant, Policy, Version

pytestmark = pytest.mark.django_db


def test_it_waits_for_somebody_else(custodian: Custodian, people: People) -> None:
    grant = asked(custodian, people.anna)
    assert (grant.state, grant.policy, grant.person) == ("requested", "dual", people.anna)


@pytest.mark.usefixtures("carol_approves")
def test_whoever_may_approve_is_told(custodian: Custodian, people: People) -> None:
    asked(custodian, people.anna)
    assert told("keys_asked_for") == ["Carol"]


def test_the_entry_binds_all_that_was_asked_for(custodian: Custodian, people: People) -> None:
    asked(custodian, people.anna, single_use=True, minutes=5)
    entry = last("grant.request")
    assert entry.facts == {
        "turn": 1,
        "custodian": str(custodian.pk),
        "what": "keys",
        "purpose": "act",
        "policy": "dual",
        "in_hours": True,
        "minutes": 5,
        "uses_allowed": 1,
    }
    assert entry.words == {"reason": "A post has to go."}


def test_a_reason_is_needed(custodian: Custodian, people: People) -> None:
    with pytest.raises(InvalidError, match="Say why"):
        grants.request(custodian, Wish(reason=" "), in_hours=True, by=people.anna, today=TODAY)
    assert not Grant.objects.exists()


def test_one_open_request_a_person(custodian: Custodian, people: People) -> None:
    asked(custodian, people.anna)
    with pytest.raises(RefusedError, match="open still"):
        asked(custodian, people.anna)
    asked(custodian, people.ben)


def test_an_opening_that_is_over_is_in_nobodys_way(grant: Grant, people: People) -> None:
    Grant.objects.filter(pk=grant.pk).update(ends_at=ago(1))
    assert asked(grant.custodian, people.anna).state == "requested"


def test_whoever_may_not_asks_for_nothing_and_it_is_recorded(
    custodian: Custodian, people: People, forbid: Forbid
) -> None:
    forbid("ask")
    with pytest.raises(ForbiddenError):
        asked(custodian, people.carol)
    assert last("grant.request.refused").facts == {"forbidden": True}


@pytest.mark.parametrize("minutes", [4, 481, 30_000])
def test_nobody_asks_for_more_time_than_a_custodian_gives(
    custodian: Custodian, people: People, minutes: int
) -> None:
    with pytest.raises(RefusedError, match="5 to 480 minutes"):
        asked(custodian, people.anna, minutes=minutes)
    asked(custodian, people.anna, minutes=480)


def test_for_a_test_asks_who_may_test(custodian: Custodian, people: People, forbid: Forbid) -> None:
    """It makes no rotation due, so it is nobody else's way around one."""
    forbid("test")
    with pytest.raises(ForbiddenError, match="open them for a test"):
        asked(custodian, people.anna, purpose=Grant.Purpose.TEST)
    asked(custodian, people.anna)


def test_the_clock_asks_for_nothing(custodian: Custodian) -> None:
    with pytest.raises(TypeError, match="Only a person"):
        grants.request(custodian, Wish(reason="Due."), in_hours=True, by=CLOCK, today=TODAY)


def test_there_is_nothing_to_open_where_no_keys_are_held(rules: object, people: People) -> None:
    with pytest.raises(RefusedError, match="No keys are held yet") as refused:
        asked(registered(people.anna), people.anna)
    assert refused.value.refusals[0].helps == "custodian.deposit"


def test_what_is_retired_is_not_opened(custodian: Custodian, people: People) -> None:
    custodians.retire(custodian, recoverable_until=TODAY, by=people.anna, today=TODAY)
    with pytest.raises(RefusedError, match="It is retired"):
        asked(custodian, people.anna)


def test_a_seed_that_is_not_held_is_not_asked_for(custodian: Custodian, people: People) -> None:
    without = holding(people.anna)
    with pytest.raises(RefusedError, match="No authenticator seed is held"):
        asked(without, people.anna, what=Grant.What.SEED)
    asked(custodian, people.anna, what=Grant.What.SEED)


def test_a_policy_changed_in_the_database_opens_nothing(
    custodian: Custodian, people: People
) -> None:
    Custodian.objects.filter(pk=custodian.pk).update(in_hours=Policy.IMMEDIATE)
    custodian.refresh_from_db()
    with pytest.raises(RefusedError, match="ledger"):
        asked(custodian, people.anna)


def test_keys_put_to_another_custodian_open_nothing(custodian: Custodian, people: People) -> None:
    empty = registered(people.anna)
    Version.objects.update(custodian=empty)
    with pytest.raises(RefusedError, match="ledger"):
        asked(empty, people.anna)
    assert not Entry.objects.filter(act="grant.request").exists()


def test_an_approved_opening_is_asked_for_again_after_its_end(
    custodian: Custodian, people: People
) -> None:
    grants.end(approved(custodian, people.anna, people.ben), by=people.anna, today=TODAY)
    assert asked(custodian, people.anna).state == "requested"

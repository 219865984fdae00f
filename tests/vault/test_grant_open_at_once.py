"""Break-glass: opened before anybody approved, where the policy says so, and everybody is told."""

from datetime import timedelta

import pytest

from ledger.refusals import ForbiddenError, RefusedError
from tests.ledger.reading import last, told
from tests.vault import TODAY, People, ago, asked, at_once, holding, value
from vault import grants
from vault.grants import AtOnce, Wish
from vault.models import Custodian, Grant

pytestmark = pytest.mark.django_db


def immediate(custodian: Custodian, people: People, *, minutes: int, in_hours: bool) -> Grant:
    proof = AtOnce(signed_in_at=ago(minutes), account_by=TODAY)
    wish = Wish(reason="Now.")
    return grants.immediate(custodian, wish, proof, in_hours=in_hours, by=people.anna, today=TODAY)


def test_it_shows_at_once(custodian: Custodian, people: People) -> None:
    grant = at_once(custodian, people.anna)
    assert (grant.state, grant.decided_by) == ("active", people.anna)
    assert value(grant) == "marker-password"


@pytest.mark.usefixtures("carol_approves")
def test_everybody_responsible_is_told(custodian: Custodian, people: People) -> None:
    at_once(custodian, people.anna)
    assert told("keys_opened_at_once") == ["Carol", "Dan"]
    assert told("keys_asked_for") == []


def test_its_entry_follows_the_request(custodian: Custodian, people: People) -> None:
    grant = at_once(custodian, people.anna)
    assert last("grant.request").facts["policy"] == "immediate"
    assert grant.ends_at is not None
    assert last("grant.open_at_once").facts["until"] == grant.ends_at.isoformat()


def test_only_where_the_policy_says_so(custodian: Custodian, people: People) -> None:
    with pytest.raises(RefusedError, match="somebody else approves"):
        immediate(custodian, people, minutes=0, in_hours=True)
    assert not Grant.objects.exists()
    assert last("grant.request.refused").facts == {"forbidden": False}


@pytest.mark.parametrize("minutes", [6, -2])
def test_it_needs_a_fresh_sign_in(custodian: Custodian, people: People, minutes: int) -> None:
    with pytest.raises(RefusedError, match="Sign in again"):
        immediate(custodian, people, minutes=minutes, in_hours=False)


def test_the_seed_is_never_opened_at_once(custodian: Custodian, people: People) -> None:
    with pytest.raises(RefusedError, match="seed"):
        at_once(custodian, people.anna, what=Grant.What.SEED)


def test_three_channels_a_night_and_then_a_second_person(
    custodian: Custodian, people: People
) -> None:
    for number in range(3):
        at_once(holding(people.anna, f"X{number}"), people.anna)
    with pytest.raises(RefusedError, match="somebody else approves"):
        at_once(custodian, people.anna)
    at_once(custodian, people.ben)
    assert asked(custodian, people.anna).state == "requested"


def test_nothing_more_at_once_while_an_account_is_overdue(
    custodian: Custodian, people: People
) -> None:
    owed = at_once(holding(people.anna, "X1"), people.anna)
    grants.end(owed, by=people.anna, today=TODAY)
    at_once(custodian, people.anna)  # the account is not overdue on the day itself
    later = owed.account_by + timedelta(days=1) if owed.account_by else TODAY
    other = holding(people.anna, "X2")
    with pytest.raises(RefusedError, match="You owe an account"):
        at_once(other, people.anna, today=later)
    assert asked(other, people.anna).state == "requested"
    assert at_once(other, people.ben, today=later).state == "active"
    for grant in Grant.objects.filter(person=people.anna, policy="immediate"):
        grants.account(grant, by=people.anna, today=later, account="Took a post down.")
    assert at_once(other, people.anna, today=later).state == "active"


def test_nobody_is_taken_off_those_who_are_told(custodian: Custodian, people: People) -> None:
    custodian.responsible.clear()
    with pytest.raises(RefusedError, match="ledger"):
        at_once(custodian, people.anna)


def test_a_request_for_approval_does_not_open_itself(custodian: Custodian, people: People) -> None:
    grant = asked(custodian, people.anna)
    with pytest.raises(RefusedError, match="needs somebody else's approval"):
        grants.open_at_once(grant, by=people.anna, today=TODAY)
    with pytest.raises(ForbiddenError, match="the person who asked"):
        grants.open_at_once(grant, by=people.ben, today=TODAY)


def test_the_same_channel_again_is_not_another(custodian: Custodian, people: People) -> None:
    for _ in range(4):
        grants.end(at_once(custodian, people.anna), by=people.anna, today=TODAY)

"""Openings: asked for, decided by somebody else, ended, accounted for."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from ledger.models import Entry, Notice
from ledger.refusals import ForbiddenError, InvalidError, RefusedError
from tests.vault import TODAY, People, ago, approved, asked, at_once, now, secrets
from vault import custodians, deposits, grantpolicies, grants
from vault.grants import AtOnce, Wish
from vault.models import Custodian, Grant, Policy

pytestmark = pytest.mark.django_db


def test_somebody_else_approves_for_an_hour(custodian: Custodian, people: People) -> None:
    grant = approved(custodian, people.anna, people.ben)
    assert grant.state == "active"
    assert grant.ends_at is not None
    assert timedelta(minutes=59) < grant.ends_at - now() <= timedelta(minutes=60)
    assert Notice.objects.filter(kind="keys_approved", to=people.anna).count() == 1


def test_nobody_approves_their_own(custodian: Custodian, people: People) -> None:
    grant = asked(custodian, people.anna)
    with pytest.raises(ForbiddenError):
        grants.approve(grant, by=people.anna, today=TODAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Grant.objects.filter(pk=grant.pk).update(decided_by=people.anna, decided_at=now())
    assert Entry.objects.filter(act="grant.approve.refused").count() == 1


def test_a_refused_request_opens_nothing(custodian: Custodian, people: People) -> None:
    grant = asked(custodian, people.anna)
    grants.refuse(grant, by=people.ben, today=TODAY, reason="It can wait until Monday.")
    with pytest.raises(RefusedError):
        grants.approve(grant, by=people.carol, today=TODAY)


def test_a_reason_is_needed(custodian: Custodian, people: People) -> None:
    with pytest.raises(InvalidError, match="Say why"):
        grants.request(custodian, Wish(reason=" "), in_hours=True, by=people.anna, today=TODAY)


def test_pending_requests_time_out(custodian: Custodian, people: People) -> None:
    grant = asked(custodian, people.anna)
    Grant.objects.filter(pk=grant.pk).update(times_out_at=ago(1))
    with pytest.raises(RefusedError, match="too long ago"):
        grants.approve(grant, by=people.ben, today=TODAY)
    assert grants.end_due(today=TODAY) == 1
    assert grants.end_due(today=TODAY) == 0
    grant.refresh_from_db()
    assert grant.state == "timed_out"


def test_one_open_request_a_person(custodian: Custodian, people: People) -> None:
    asked(custodian, people.anna)
    with pytest.raises(RefusedError, match="open still"):
        asked(custodian, people.anna)
    asked(custodian, people.ben)


def test_an_opening_that_is_over_is_in_nobodys_way(custodian: Custodian, people: People) -> None:
    grant = approved(custodian, people.anna, people.ben)
    Grant.objects.filter(pk=grant.pk).update(ends_at=ago(1))
    assert asked(custodian, people.anna).state == "requested"


def test_at_once_tells_everybody_responsible(custodian: Custodian, people: People) -> None:
    grant = at_once(custodian, people.anna)
    assert grant.state == "active"
    assert Notice.objects.filter(kind="keys_opened_at_once", to=people.dan).count() == 1


def test_at_once_only_where_the_policy_says_so(custodian: Custodian, people: People) -> None:
    wish, proof = Wish(reason="Now."), AtOnce(signed_in_at=now(), account_by=TODAY)
    with pytest.raises(RefusedError, match="somebody else approves"):
        grants.immediate(custodian, wish, proof, in_hours=True, by=people.anna, today=TODAY)
    assert not Grant.objects.exists()
    assert Entry.objects.filter(act="grant.request.refused").count() == 1


@pytest.mark.parametrize("minutes", [6, -2])
def test_at_once_needs_a_fresh_sign_in(custodian: Custodian, people: People, minutes: int) -> None:
    proof = AtOnce(signed_in_at=ago(minutes), account_by=TODAY)
    with pytest.raises(RefusedError, match="Sign in again"):
        grants.immediate(
            custodian, Wish(reason="Now."), proof, in_hours=False, by=people.anna, today=TODAY
        )


def test_the_seed_is_never_opened_at_once(custodian: Custodian, people: People) -> None:
    with pytest.raises(RefusedError, match="seed"):
        at_once(custodian, people.anna, what=Grant.What.SEED)


def test_three_channels_a_night_and_then_a_second_person(
    custodian: Custodian, people: People
) -> None:
    for number in range(3):
        other = custodians.register(f"X{number}", path="/", by=people.anna, today=TODAY)
        deposits.deposit(other, secrets(password="p"), by=people.anna, today=TODAY)
        at_once(other, people.anna)
    with pytest.raises(RefusedError, match="somebody else approves"):
        at_once(custodian, people.anna)
    at_once(custodian, people.ben)
    assert asked(custodian, people.anna).state == "requested"


def test_what_was_opened_at_once_is_accounted_for(custodian: Custodian, people: People) -> None:
    grant = at_once(custodian, people.anna)
    assert list(grants.unaccounted(today=TODAY + timedelta(days=2))) == [grant]
    with pytest.raises(InvalidError, match="what you did"):
        grants.account(grant, by=people.anna, today=TODAY, account="")
    grants.account(grant, by=people.anna, today=TODAY, account="Took a post down.")
    assert grant.state == "accounted"
    assert not grants.unaccounted(today=TODAY + timedelta(days=2)).exists()


def test_what_was_approved_needs_no_account(custodian: Custodian, people: People) -> None:
    grant = approved(custodian, people.anna, people.ben)
    with pytest.raises(RefusedError, match="at once"):
        grants.account(grant, by=people.anna, today=TODAY, account="x")


def test_a_policy_changed_in_the_database_opens_nothing(
    custodian: Custodian, people: People
) -> None:
    Custodian.objects.filter(pk=custodian.pk).update(in_hours=Policy.IMMEDIATE)
    custodian.refresh_from_db()
    with pytest.raises(RefusedError, match="ledger"):
        asked(custodian, people.anna)


def test_nobody_is_taken_off_those_who_are_told(custodian: Custodian, people: People) -> None:
    custodian.responsible.clear()
    with pytest.raises(RefusedError, match="ledger"):
        at_once(custodian, people.anna)


def test_loosening_a_policy_takes_two(custodian: Custodian, people: People) -> None:
    waiting = grantpolicies.change(
        custodian,
        in_hours=Policy.IMMEDIATE,
        out_of_hours=Policy.IMMEDIATE,
        by=people.anna,
        today=TODAY,
    )
    assert waiting is not None
    assert custodian.in_hours == Policy.DUAL
    with pytest.raises(ForbiddenError):
        grantpolicies.agree(waiting, by=people.anna, today=TODAY)
    grantpolicies.agree(waiting, by=people.ben, today=TODAY)
    custodian.refresh_from_db()
    assert custodian.in_hours == Policy.IMMEDIATE
    assert asked(custodian, people.anna).state == "requested"


def test_a_stricter_policy_holds_at_once(custodian: Custodian, people: People) -> None:
    strict = grantpolicies.change(
        custodian, in_hours=Policy.DUAL, out_of_hours=Policy.DUAL, by=people.anna, today=TODAY
    )
    assert strict is None
    with pytest.raises(RefusedError, match="somebody else approves"):
        at_once(custodian, people.anna)

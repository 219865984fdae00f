"""Withdrawing a request: by who asked; break-glass does it with one's own that waits."""

import pytest

from ledger.models import Notice
from ledger.refusals import ForbiddenError, RefusedError
from tests.ledger.reading import acts, last
from tests.vault import TODAY, People, asked, at_once, show, value
from vault import grants
from vault.models import Custodian, Grant, Policy

pytestmark = pytest.mark.django_db


@pytest.fixture
def pending(custodian: Custodian, people: People) -> Grant:
    """Anna's, which nobody has decided."""
    return asked(custodian, people.anna)


def test_it_waits_for_nobody_any_more(pending: Grant, people: People) -> None:
    grants.withdraw(pending, by=people.anna, today=TODAY)
    assert Grant.objects.get().state == "withdrawn"
    assert last("grant.withdraw").state == "withdrawn"
    with pytest.raises(RefusedError, match="withdrawn; to approve, it must be requested"):
        grants.approve(pending, by=people.ben, today=TODAY)


def test_it_can_be_asked_for_again(pending: Grant, people: People) -> None:
    grants.withdraw(pending, by=people.anna, today=TODAY)
    assert asked(pending.custodian, people.anna).state == "requested"


def test_only_who_asked_withdraws_it(pending: Grant, people: People) -> None:
    with pytest.raises(ForbiddenError, match="the person who asked"):
        grants.withdraw(pending, by=people.ben, today=TODAY)


def test_what_is_open_is_ended_and_not_withdrawn(grant: Grant, people: People) -> None:
    with pytest.raises(RefusedError, match="is active; to withdraw, it must be requested"):
        grants.withdraw(grant, by=people.anna, today=TODAY)


def test_what_was_withdrawn_shows_nothing(pending: Grant, people: People) -> None:
    grants.withdraw(pending, by=people.anna, today=TODAY)
    with pytest.raises(RefusedError, match="not active"):
        show(pending)


def test_nobody_is_told(pending: Grant, people: People) -> None:
    owed = Notice.objects.count()
    grants.withdraw(pending, by=people.anna, today=TODAY)
    assert Notice.objects.count() == owed


def test_a_request_of_the_afternoon_does_not_bar_break_glass(
    pending: Grant, people: People
) -> None:
    opened = at_once(pending.custodian, people.anna)
    assert acts()[-3:] == ["grant.request", "grant.withdraw", "grant.open_at_once"]
    assert value(opened) == "marker-password"
    pending.refresh_from_db()
    assert (pending.state, opened.state) == ("withdrawn", "active")


def test_somebody_elses_request_is_left_alone(pending: Grant, people: People) -> None:
    at_once(pending.custodian, people.ben)
    pending.refresh_from_db()
    assert pending.state == "requested"


def test_a_request_for_the_seed_is_left_alone(custodian: Custodian, people: People) -> None:
    seed = asked(custodian, people.anna, what=Grant.What.SEED)
    at_once(custodian, people.anna)
    seed.refresh_from_db()
    assert seed.state == "requested"


def test_what_is_not_opened_withdraws_nothing(pending: Grant, people: People) -> None:
    """In the same transaction, so that nobody ends with neither."""
    Custodian.objects.update(out_of_hours=Policy.DUAL)
    with pytest.raises(RefusedError):
        at_once(Custodian.objects.get(), people.anna)
    pending.refresh_from_db()
    assert pending.state == "requested"


def test_what_was_approved_meanwhile_is_used_instead(grant: Grant, people: People) -> None:
    with pytest.raises(RefusedError, match="open still"):
        at_once(grant.custodian, people.anna)

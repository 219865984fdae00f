"""Accounting for an opening: what was done with keys that were opened at once."""

from datetime import date, timedelta

import pytest

from ledger.refusals import ForbiddenError, InvalidError, RefusedError
from people.models import User
from tests.ledger.reading import acts, last, told
from tests.vault import TODAY, People, at_once
from tests.vault.conftest import Forbid
from vault import grants, limits
from vault.models import Custodian, Grant

pytestmark = pytest.mark.django_db


@pytest.fixture
def opened(custodian: Custodian, people: People) -> Grant:
    return at_once(custodian, people.anna)


def account(grant: Grant, by: User, text: str = "Took a post down.") -> None:
    grants.account(grant, by=by, today=TODAY, account=text)


def test_what_is_active_still_ends_first(opened: Grant, people: People) -> None:
    account(opened, people.anna)
    assert opened.state == "accounted"
    assert acts()[-2:] == ["grant.end", "grant.give_account"]


def test_what_has_ended_is_accounted_for(opened: Grant, people: People) -> None:
    grants.end(opened, by=people.anna, today=TODAY)
    account(opened, people.anna)
    assert (opened.state, opened.account) == ("accounted", "Took a post down.")


def test_it_is_awaited_from_the_day_after(opened: Grant, people: People) -> None:
    assert late(TODAY + timedelta(days=1)) == []
    assert late(TODAY + timedelta(days=2)) == [opened]
    account(opened, people.anna)
    assert late(TODAY + timedelta(days=2)) == []
    assert not limits.unaccounted().exists()


def late(today: date) -> list[Grant]:
    """What is owed by a day that is past."""
    return list(limits.unaccounted().filter(account_by__lt=today))


def test_it_says_what_was_done(opened: Grant, people: People) -> None:
    with pytest.raises(InvalidError, match="what you did"):
        account(opened, people.anna, "")
    assert Grant.objects.get().state == "active"
    account(opened, people.anna)
    assert last("grant.give_account").words["account"] == "Took a post down."


def test_another_accounts_who_may_finish_it(opened: Grant, people: People) -> None:
    account(opened, people.carol)
    assert opened.accounted_by == people.carol


def test_anybody_else_does_not(opened: Grant, people: People, forbid: Forbid) -> None:
    forbid("finish")
    with pytest.raises(ForbiddenError):
        account(opened, people.carol)


@pytest.mark.usefixtures("carol_approves")
def test_everybody_responsible_is_told(opened: Grant, people: People) -> None:
    account(opened, people.anna)
    assert told("keys_accounted") == ["Carol", "Dan"]


def test_what_was_approved_needs_none(grant: Grant, people: People) -> None:
    with pytest.raises(RefusedError, match="Only keys that were opened at once"):
        account(grant, people.anna)
    assert Grant.objects.get().state == "active"

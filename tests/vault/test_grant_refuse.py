"""Refusing an opening: somebody else does, with a reason, and it opens nothing."""

import pytest

from ledger.refusals import ForbiddenError, InvalidError, RefusedError
from people.models import User
from tests.ledger.reading import last, told
from tests.vault import TODAY, People, asked
from vault import grants
from vault.models import Custodian, Grant

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting(custodian: Custodian, people: People) -> Grant:
    return asked(custodian, people.anna)


def refuse(grant: Grant, by: User, reason: str = "It can wait until Monday.") -> None:
    grants.refuse(grant, by=by, today=TODAY, reason=reason)


def test_it_is_refused_and_nobody_approves_it(waiting: Grant, people: People) -> None:
    refuse(waiting, people.ben)
    assert (waiting.state, waiting.decided_by) == ("refused", people.ben)
    with pytest.raises(RefusedError, match="is refused"):
        grants.approve(waiting, by=people.carol, today=TODAY)


def test_it_says_why(waiting: Grant, people: People) -> None:
    with pytest.raises(InvalidError, match="Say why"):
        refuse(waiting, people.ben, "")
    refuse(waiting, people.ben)
    assert waiting.refused_reason == last("grant.refuse").words["reason"]


def test_nobody_refuses_their_own(waiting: Grant, people: People) -> None:
    """Whoever asked in error lets it time out."""
    with pytest.raises(ForbiddenError):
        refuse(waiting, people.anna)
    assert last("grant.refuse.refused").actor == "Anna"


def test_whoever_asked_is_told(waiting: Grant, people: People) -> None:
    refuse(waiting, people.ben)
    assert told("keys_refused") == ["Anna"]


def test_they_may_ask_again(waiting: Grant, people: People) -> None:
    refuse(waiting, people.ben)
    assert asked(waiting.custodian, people.anna).state == "requested"

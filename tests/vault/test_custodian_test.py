"""An officer's word that the keys still work: it makes nothing due."""

import pytest

from ledger.models import Notice
from ledger.refusals import ForbiddenError, RefusedError
from people.models import User
from tests.ledger.reading import last
from tests.vault import TODAY, People, confirmed, proposed, registered
from tests.vault.conftest import Forbid
from vault import custodians, keytests
from vault.models import Custodian, Rotation, Version

pytestmark = pytest.mark.django_db


def say(custodian: Custodian, by: User) -> None:
    keytests.record(custodian, by=by, today=TODAY)


def test_it_makes_nothing_due(custodian: Custodian, people: People) -> None:
    say(custodian, people.ben)
    assert keytests.tested_on(custodian) == TODAY
    assert Version.objects.get().tested_by == people.ben
    assert not Rotation.objects.exists()


def test_after_new_keys_it_is_said_anew(custodian: Custodian, people: People) -> None:
    say(custodian, people.ben)
    confirmed(proposed(custodian, people.anna), people.anna)
    assert keytests.tested_on(custodian) is None


def test_the_entry_says_which_version(custodian: Custodian, people: People) -> None:
    say(custodian, people.ben)
    assert last("custodian.test").facts["version"] == 1


def test_nobody_is_told_good_news(custodian: Custodian, people: People) -> None:
    owed = Notice.objects.count()
    say(custodian, people.ben)
    assert Notice.objects.count() == owed


def test_whoever_may_not_says_nothing(custodian: Custodian, people: People, forbid: Forbid) -> None:
    forbid("test")
    with pytest.raises(ForbiddenError):
        say(custodian, people.ben)


def test_there_is_nothing_to_test_where_none_are_held(rules: object, people: People) -> None:
    empty = registered(people.anna)
    with pytest.raises(RefusedError, match="No keys are held yet"):
        say(empty, people.ben)
    assert keytests.tested_on(empty) is None


def test_what_is_retired_is_not_tested(custodian: Custodian, people: People) -> None:
    custodians.retire(custodian, recoverable_until=TODAY, by=people.anna, today=TODAY)
    with pytest.raises(RefusedError, match="It is retired"):
        say(custodian, people.ben)


def test_keys_slipped_into_the_database_are_not_called_tested(
    custodian: Custodian, people: People
) -> None:
    empty = registered(people.anna)
    Version.objects.update(custodian=empty)
    with pytest.raises(RefusedError, match="ledger"):
        say(empty, people.ben)

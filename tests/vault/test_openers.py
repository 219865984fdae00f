"""Who knows which keys: opened, deposited or proposed, or on the access list since they are new."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from uuid import UUID

import pytest

from ledger.refusals import RefusedError
from people.models import User
from tests.vault import (
    ANOTHER,
    TODAY,
    People,
    approved,
    confirmed,
    holding,
    now,
    proposed,
    show,
    value,
)
from vault import custodians, holdings, openers, permissions
from vault.models import Custodian, Grant, Sealed, Version
from vault.permissions import Rules

pytestmark = pytest.mark.django_db

TEST = Grant.Purpose.TEST
ListedSince = Callable[[User, datetime], None]


@pytest.fixture
def listed_until(rules: Rules, custodian: Custodian) -> ListedSince:
    """Put somebody on the access list until an instant: `listed_until(people.carol, now())`."""

    def put(person: User, until: datetime) -> None:
        def since(asked: Custodian, at: datetime) -> set[UUID]:
            return {person.pk} if asked == custodian and at <= until else set()

        permissions.register(
            replace(
                rules,
                listed_since=since,
                ever_listed=lambda who: {custodian.pk} if who == person else set(),
            )
        )

    return put


def knows(person: User, custodian: Custodian) -> bool:
    found = openers.knows(custodian, person)
    assert (custodian in openers.known_to(person)) == found
    return found


def test_whoever_opened_them_knows(custodian: Custodian, people: People) -> None:
    grant = approved(custodian, people.carol, people.ben)
    assert not knows(people.carol, custodian)
    value(grant)
    assert knows(people.carol, custodian)


def test_whoever_deposited_them_knows_until_everything_is_replaced(
    custodian: Custodian, people: People
) -> None:
    assert knows(people.anna, custodian)
    confirmed(proposed(custodian, people.carol, password="new"), people.ben)
    assert knows(people.anna, custodian)  # the seed and the codes are still hers
    confirmed(proposed(custodian, people.carol, **ANOTHER), people.ben)
    assert not knows(people.anna, custodian)


def test_whoever_proposed_knows(custodian: Custodian, people: People) -> None:
    proposed(custodian, people.carol)
    assert knows(people.carol, custodian)


def test_a_field_carried_over_does_not_forget_its_readers(
    custodian: Custodian, people: People
) -> None:
    value(approved(custodian, people.carol, people.ben, purpose=TEST))
    seed = {"totp_seed": ANOTHER["totp_seed"]}
    confirmed(proposed(custodian, people.ben, **seed), people.ben)
    assert knows(people.carol, custodian)
    confirmed(proposed(custodian, people.ben), people.ben)
    assert not knows(people.carol, custodian)


@pytest.mark.parametrize("field", ["totp_seed", "backup_codes", "username", "notes"])
def test_what_lets_nobody_in_again_is_not_known(
    custodian: Custodian, people: People, field: str
) -> None:
    """A code from the authenticator is over in half a minute, a spent backup code at once."""
    show(approved(custodian, people.carol, people.ben), field)
    assert not knows(people.carol, custodian)


def test_whoever_saw_the_seed_itself_knows(custodian: Custodian, people: People) -> None:
    show(approved(custodian, people.carol, people.ben, what=Grant.What.SEED), "totp_seed")
    assert knows(people.carol, custodian)


def test_whoever_is_on_the_access_list_knows(
    custodian: Custodian, people: People, listed_until: ListedSince
) -> None:
    listed_until(people.carol, now().replace(year=3000))
    assert knows(people.carol, custodian)
    assert not knows(people.ben, custodian)


def test_whoever_was_on_the_list_while_it_was_current_knows(
    custodian: Custodian, people: People, listed_until: ListedSince
) -> None:
    listed_until(people.carol, now())
    assert knows(people.carol, custodian)
    confirmed(proposed(custodian, people.ben, **ANOTHER), people.ben)
    assert not knows(people.carol, custodian)


def test_what_is_retired_need_not_be_changed(custodian: Custodian, people: People) -> None:
    custodians.retire(custodian, recoverable_until=TODAY, by=people.anna, today=TODAY)
    assert list(openers.known_to(people.anna)) == []


def test_keys_of_others_are_not_known(custodian: Custodian, people: People) -> None:
    other = holding(people.ben)
    assert list(openers.known_to(people.anna)) == [custodian]
    assert list(openers.known_to(people.ben)) == [other]


def test_since_put_ahead_in_the_database_forgets_nobody(
    custodian: Custodian, people: People
) -> None:
    value(approved(custodian, people.carol, people.ben))
    Sealed.objects.update(since=7)
    assert knows(people.carol, custodian)


def test_where_the_ledger_is_contradicted_the_worse_is_true(
    custodian: Custodian, people: People
) -> None:
    assert not openers.knows(custodian, people.dan)
    Custodian.objects.update(minutes=15)
    assert openers.knows(custodian, people.dan)


def test_entries_that_do_not_say_since_when_mean_the_oldest(
    custodian: Custodian, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As the program wrote them before it knew."""
    whole = holdings.described

    def before(*given: object) -> holdings.Facts:
        facts = whole(*given)  # type: ignore[arg-type]  # whatever it is given
        del facts["since"]
        return facts

    monkeypatch.setattr(holdings, "described", before)
    old = holding(people.carol, "Old", password="p", username="u")
    Sealed.objects.filter(version__custodian=old).update(since=0)  # as the migration does
    value(approved(old, people.ben, people.anna, purpose=TEST))
    confirmed(proposed(old, people.dan), people.ben)
    Sealed.objects.filter(version__custodian=old).update(since=0)
    monkeypatch.undo()
    assert knows(people.dan, old)  # who proposed what is current, as far as anybody knows
    confirmed(proposed(old, people.ben, username="another"), people.ben)
    assert knows(people.carol, old)
    assert knows(people.ben, old)
    rows = Sealed.objects.filter(version__custodian=old, version__number=3)
    assert dict(rows.values_list("field", "since")) == {"password": 0, "username": 3}
    assert value(approved(old, people.anna, people.ben)) == "new"
    confirmed(proposed(old, people.anna, password="newer"), people.anna)
    assert not knows(people.dan, old)


def test_a_later_shredding_forgets_nobody(custodian: Custodian, people: People) -> None:
    """Who opened a version is known after its values are gone."""
    from vault import shredding

    value(approved(custodian, people.carol, people.ben, purpose=TEST))
    confirmed(proposed(custodian, people.ben, totp_seed=ANOTHER["totp_seed"]), people.ben)
    old = Version.objects.get(number=1)
    shredding.shred(old, by=people.ben, today=TODAY)
    assert knows(people.carol, custodian)


def test_a_version_that_is_missing_is_tampering(custodian: Custodian) -> None:
    with pytest.raises(RefusedError):
        openers._made(custodian, 99)

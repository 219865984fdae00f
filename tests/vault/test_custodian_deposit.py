"""The first deposit: keys go in, and nothing of them is seen outside of what is sealed."""

import pytest

from ledger.models import Entry
from ledger.refusals import ForbiddenError, InvalidError, RefusedError
from tests.ledger.reading import last, told
from tests.vault import KEYS, TODAY, People, registered, secrets
from tests.vault.conftest import Forbid
from vault import custodians, deposits, permissions
from vault.models import Custodian, DataKey, Sealed, Version

pytestmark = pytest.mark.django_db


def deposit(custodian: Custodian, people: People, **given: str) -> list[str]:
    new = secrets(**(given or {"password": "new"}))
    return deposits.deposit(custodian, new, by=people.anna, today=TODAY)


def test_a_deposit_names_its_fields_and_no_value(custodian: Custodian) -> None:
    assert deposits.held(custodian) == [
        "username",
        "password",
        "recovery_mailbox",
        "totp_seed",
        "backup_codes",
        "notes",
    ]
    stored = b"".join(bytes(each.value) for each in Sealed.objects.all())
    bodies = b"".join(bytes(each.body) for each in Entry.objects.all())
    assert b"marker" not in stored + bodies
    assert Sealed.objects.filter(field__startswith="backup_codes/").count() == 4


def test_the_entry_binds_what_was_sealed(custodian: Custodian) -> None:
    known = last("custodian.deposit").facts["holding"]["current"]
    assert known["version"] == 1
    assert set(known["sealed"]) == set(Sealed.objects.values_list("field", flat=True))


def test_whoever_is_responsible_is_told(custodian: Custodian) -> None:
    assert told("keys_deposited") == ["Dan"]


def test_a_second_deposit_is_refused_and_a_proposal_helps(
    custodian: Custodian, people: People
) -> None:
    with pytest.raises(RefusedError, match="held already") as refused:
        deposit(custodian, people)
    assert refused.value.refusals[0].helps == "custodian.propose"
    assert Version.objects.count() == 1
    assert last("custodian.deposit.refused").actor == "Anna"


def test_nothing_at_all_is_an_error(custodian: Custodian, people: People) -> None:
    with pytest.raises(InvalidError, match="at least one"):
        deposit(custodian, people, password=" \n")


def test_whoever_may_not_deposits_nothing(
    master_key: object, people: People, forbid: Forbid
) -> None:
    other = registered(people.anna)
    forbid("deposit")
    with pytest.raises(ForbiddenError, match="Only nobody can do this: deposit keys"):
        deposit(other, people)
    assert not Version.objects.exists()


def test_without_a_registered_rule_nobody_deposits(custodian: Custodian, people: People) -> None:
    other = registered(people.anna)
    permissions._registered.clear()
    with pytest.raises(ForbiddenError, match="Only somebody who may deposit these keys"):
        deposit(other, people)
    assert DataKey.objects.filter(purpose=None).count() == 1


def test_a_retired_custodian_takes_no_keys(
    rules: object, master_key: object, people: People
) -> None:
    other = registered(people.anna)
    custodians.retire(other, recoverable_until=TODAY, by=people.anna, today=TODAY)
    with pytest.raises(RefusedError, match="retired"):
        deposit(other, people, **KEYS)

"""Keys go in and nothing of them is seen outside of what is sealed."""

import pytest

from ledger.models import Entry
from ledger.refusals import ForbiddenError, InvalidError, RefusedError
from tests.vault import KEYS, TODAY, People, secrets
from vault import custodians, deposits, permissions
from vault.cipher import CannotOpen
from vault.models import Custodian, DataKey, Sealed, Version
from vault.secret import Secret

pytestmark = pytest.mark.django_db


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


def test_a_second_deposit_is_refused(custodian: Custodian, people: People) -> None:
    with pytest.raises(RefusedError, match="held already"):
        deposits.deposit(custodian, secrets(password="new"), by=people.ben, today=TODAY)
    assert Version.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("password", "x" * 65_537, "64 KiB"),
        ("totp_seed", "not base 32!", "authenticator seed"),
        ("totp_seed", "AAAA", "authenticator seed"),
        ("totp_seed", "otpauth://hotp/x?secret=JBSWY3DPEHPK3PXP", "authenticator seed"),
        ("totp_seed", "otpauth://totp/x?secret=JBSWY3DPEHPK3PXP&digits=99", "seed"),
        ("totp_seed", "otpauth://totp/x?secret=JBSWY3DPEHPK3PXP&period=x", "seed"),
        ("totp_seed", "otpauth://[", "seed"),
        ("backup_codes", "code\n" * 51, "50"),
        ("pin", "1234", "no such field"),
    ],
)
def test_what_cannot_be_keys_is_an_error_by_field(
    custodian: Custodian, people: People, field: str, value: str, said: str
) -> None:
    with pytest.raises(InvalidError, match=said) as caught:
        deposits.deposit(custodian, secrets(**{field: value}), by=people.anna, today=TODAY)
    assert list(caught.value.errors) == [field]


def test_nothing_at_all_is_an_error(custodian: Custodian, people: People) -> None:
    with pytest.raises(InvalidError, match="at least one"):
        deposits.deposit(custodian, secrets(password=" \n"), by=people.anna, today=TODAY)


def test_without_a_registered_rule_nobody_deposits(custodian: Custodian, people: People) -> None:
    other = custodians.register("X", path="/x", by=people.anna, today=TODAY)
    permissions._registered.clear()
    with pytest.raises(ForbiddenError):
        deposits.deposit(other, secrets(password="x"), by=people.anna, today=TODAY)
    assert DataKey.objects.filter(purpose=None).count() == 1


def test_bytes_that_are_no_text_are_refused(custodian: Custodian, people: People) -> None:
    other = custodians.register("X", path="/x", by=people.anna, today=TODAY)
    with pytest.raises(InvalidError):
        deposits.deposit(other, {"notes": Secret(b"\xff")}, by=people.anna, today=TODAY)


def test_a_retired_custodian_takes_no_keys(
    rules: object, master_key: object, people: People
) -> None:
    other = custodians.register("X", path="/x", by=people.anna, today=TODAY)
    custodians.retire(other, recoverable_until=TODAY, by=people.anna, today=TODAY)
    with pytest.raises(RefusedError, match="retired"):
        deposits.deposit(other, secrets(**KEYS), by=people.anna, today=TODAY)


def test_data_keys_open_nothing_of_another_version(custodian: Custodian) -> None:
    from vault import keyring

    row = Version.objects.get().data_key
    assert row is not None
    keyring.unlock(row, custodian.pk, 1)
    with pytest.raises(CannotOpen):
        keyring.unlock(row, custodian.pk, 2)

"""Versions: sealed before the transaction, kept only where nothing changed in between."""

from collections.abc import Callable
from dataclasses import replace
from uuid import uuid4

import pytest

from ledger.refusals import RefusedError
from tests.vault import TODAY, People, now, proposed, secrets
from vault import evidence, keyring, rotations, versions
from vault.cipher import CannotOpen
from vault.models import Canary, Custodian, DataKey, Sealed, Version
from vault.versions import Sealing

pytestmark = pytest.mark.django_db


@pytest.fixture
def sealing(custodian: Custodian) -> Sealing:
    return versions.seal(custodian, secrets(password="n"), upon=1)


def keep(sealing: Sealing, custodian: Custodian, people: People) -> None:
    rotations.keep_beside(custodian, sealing, ["password"], by=people.anna, today=TODAY)


def flipped(data: bytes) -> bytes:
    return data[:-1] + bytes([data[-1] ^ 1])


def test_data_keys_open_nothing_of_another_version(custodian: Custodian) -> None:
    row = Version.objects.get().data_key
    assert row is not None
    keyring.unlock(row, custodian.pk, 1)
    with pytest.raises(CannotOpen):
        keyring.unlock(row, custodian.pk, 2)


def test_what_was_sealed_before_somebody_elses_is_not_kept(
    sealing: Sealing, custodian: Custodian, people: People
) -> None:
    proposed(custodian, people.ben)
    with pytest.raises(RefusedError, match="at the same moment"):
        keep(sealing, custodian, people)
    assert Version.objects.count() == 2


def test_what_was_sealed_under_another_master_key_is_not_kept(
    sealing: Sealing, custodian: Custodian, people: People
) -> None:
    Canary.objects.update(master_key=uuid4())
    with pytest.raises(RefusedError, match="at the same moment"):
        keep(sealing, custodian, people)
    assert Version.objects.count() == 1


def _bytes_changed() -> None:
    row = Sealed.objects.get(field="password")
    Sealed.objects.filter(pk=row.pk).update(value=flipped(bytes(row.value)))


def _field_taken_away() -> None:
    Sealed.objects.filter(field="notes").delete()


def _field_added() -> None:
    Sealed.objects.create(version=Version.objects.get(), field="more", value=b"x")


def _data_key_changed() -> None:
    row = DataKey.objects.get(purpose=None)
    DataKey.objects.filter(pk=row.pk).update(wrapped=flipped(bytes(row.wrapped)))


def _version_renumbered() -> None:
    Version.objects.update(number=7)


@pytest.mark.parametrize(
    "tamper",
    [_bytes_changed, _field_taken_away, _field_added, _data_key_changed, _version_renumbered],
)
def test_what_was_tampered_with_is_not_carried_over(
    custodian: Custodian, people: People, tamper: Callable[[], None]
) -> None:
    tamper()
    with pytest.raises(RefusedError) as refused:
        proposed(custodian, people.anna, notes="new")
    assert refused.value.sentences == [evidence.TAMPERED]
    assert Version.objects.count() == 1


def test_what_was_shredded_does_not_open() -> None:
    with pytest.raises(CannotOpen):
        versions.opened(Version(data_key=None), [])


def test_a_number_that_is_taken_by_now_is_not_kept(
    sealing: Sealing, custodian: Custodian, people: People
) -> None:
    taken = replace(sealing, number=1)
    with pytest.raises(RefusedError, match="at the same moment"):
        versions.save(taken, custodian, Version.Standing.PROPOSED, by=people.anna, at=now())
    assert Version.objects.count() == 1

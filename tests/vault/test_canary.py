"""The canary: the proof that the master keys at hand are this database's own."""

from typing import Any

import pytest
from django.db import connection

from vault import canary, keyring
from vault.masterkeys import KeysUnusable
from vault.models.keys import Canary, DataKey

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("master_key")]


def test_an_empty_vault_takes_the_keys_as_its_own() -> None:
    assert canary.find() is None
    assert str(canary.verify()) == str(Canary.objects.get().deployment)
    assert str(DataKey.objects.get().pk) == str(DataKey.objects.get())


def test_a_vault_whose_canary_is_gone_opens_for_no_key() -> None:
    canary.verify()
    Canary.objects.all().delete()
    with pytest.raises(KeysUnusable, match="canary is gone"):
        canary.verify()


def test_of_two_processes_the_second_takes_the_firsts(monkeypatch: pytest.MonkeyPatch) -> None:
    make = keyring.make

    def meanwhile(*args: Any, **options: Any) -> Any:
        monkeypatch.undo()
        canary.verify()
        return make(*args, **options)

    monkeypatch.setattr(keyring, "make", meanwhile)
    assert canary.verify() == Canary.objects.get()
    assert DataKey.objects.count() == 1


def test_a_database_without_tables_is_a_sentence() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE vault_canary RENAME TO vault_elsewhere")
    with pytest.raises(KeysUnusable, match="cannot be read"):
        canary.find()

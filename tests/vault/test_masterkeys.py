"""Master keys: made once, read only when nobody else may, bound to their database."""

import os
from dataclasses import replace
from pathlib import Path

import pytest
from pytest_django import Settings

from tests.vault import TODAY
from tests.vault.conftest import put
from vault import canary, masterkeys
from vault.masterkeys import KeysUnusable, keyfile
from vault.masterkeys.document import new_document, write
from vault.models.keys import Canary, DataKey
from vault.secret import expose_text


@pytest.mark.django_db
def test_a_missing_key_is_a_sentence(key_file: Path) -> None:
    with pytest.raises(KeysUnusable, match="There is no master key file"):
        canary.verify()
    assert not DataKey.objects.exists()


@pytest.mark.django_db
def test_the_key_of_another_deployment_is_refused_and_writes_nothing(master_key: Path) -> None:
    canary.verify()
    put(master_key, expose_text(write(new_document(today=TODAY))))
    with pytest.raises(KeysUnusable, match="another installation"):
        canary.verify()
    assert Canary.objects.count() == DataKey.objects.count() == 1


@pytest.mark.django_db
def test_the_right_names_with_other_bytes_are_refused(master_key: Path) -> None:
    right = keyfile.read_file(master_key)
    canary.verify()
    other = new_document(today=TODAY)
    forged = replace(right, keys=(replace(right.keys[0], key=other.keys[0].key),))
    put(master_key, expose_text(write(forged)))
    with pytest.raises(KeysUnusable, match="not the master keys of this database"):
        canary.verify()


@pytest.mark.django_db
def test_a_key_file_without_the_active_key_is_refused(master_key: Path) -> None:
    right = keyfile.read_file(master_key)
    canary.verify()
    other = new_document(today=TODAY)
    put(master_key, expose_text(write(replace(other, deployment=right.deployment))))
    with pytest.raises(KeysUnusable, match=str(right.active)):
        canary.verify()


@pytest.mark.parametrize("mode", [0o440, 0o404, 0o420, 0o600 | 0o001])
def test_a_file_that_others_may_use_is_refused(master_key: Path, mode: int) -> None:
    os.chmod(master_key, mode)
    with pytest.raises(KeysUnusable, match="chmod 400"):
        keyfile.load(master_key)


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "null", '{"format": "keyholder-master-keys-1"}', '{"format": "other"}', "\0"],
    ids=["empty", "half", "a list", "null", "no keys", "a format", "NUL"],
)
def test_a_spoilt_file_is_a_sentence_that_quotes_nothing(key_file: Path, text: str) -> None:
    put(key_file, text)
    with pytest.raises(KeysUnusable, match="does not hold master keys") as caught:
        keyfile.load(key_file)
    assert caught.value.__cause__ is caught.value.__context__ is None


def test_a_short_key_is_refused(key_file: Path) -> None:
    text = expose_text(write(new_document(today=TODAY)))
    start = text.index('"key": "') + len('"key": "')
    put(key_file, text[:start] + text[start + 4 :])
    with pytest.raises(KeysUnusable):
        keyfile.load(key_file)


def test_a_file_that_cannot_be_read_is_a_sentence(key_file: Path) -> None:
    key_file.mkdir(parents=True)
    with pytest.raises(KeysUnusable, match="cannot be read: Is a directory"):
        keyfile.load(key_file)


def test_where_permissions_are_no_bits_the_folder_is_its_owners_to_keep(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, document = tmp_path / "master.key", new_document(today=TODAY)
    with monkeypatch.context() as windows:
        windows.setattr(os, "name", "nt")
        keyfile.write_file(path, document)
        path.chmod(0o444)
        found = keyfile.read_file(path)
    assert found == document


@pytest.mark.django_db
def test_keys_in_the_environment_open_the_same_vault(master_key: Path, settings: Settings) -> None:
    canary.verify()
    settings.KEYHOLDER_MASTER_KEY = master_key.read_text()
    settings.KEYHOLDER_MASTER_KEY_PROVIDER = "environment"
    canary.verify()


@pytest.mark.parametrize(
    ("setting", "value", "said"),
    [
        ("PROVIDER", "environment", "KEYHOLDER_MASTER_KEY is not set"),
        ("PROVIDER", "paper", "It can be “file” or “environment”"),
        ("FILE", "", "KEYHOLDER_MASTER_KEY_FILE does not say where"),
    ],
    ids=["no variable", "another provider", "no file"],
)
def test_settings_that_name_no_key_are_a_sentence(
    key_file: Path, settings: Settings, setting: str, value: str, said: str
) -> None:
    setattr(settings, f"KEYHOLDER_MASTER_KEY_{setting}", value)
    with pytest.raises(KeysUnusable, match=said):
        masterkeys.provider()

"""Master keys: made once, read only when nobody else may, bound to their database."""

import os
from dataclasses import replace
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.vault import TODAY
from vault import canary, masterkeys
from vault.masterkeys import KeysUnusable, keyfile
from vault.masterkeys.document import new_document, write
from vault.models.keys import Canary, DataKey
from vault.secret import expose_text


def put(path: Path, text: str, mode: int = 0o400) -> None:
    path.unlink(missing_ok=True)
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)
    path.chmod(mode)
    masterkeys._load.cache_clear()


@pytest.mark.django_db
def test_make_writes_a_key_its_escrow_copy_and_the_canary(key_file: Path, tmp_path: Path) -> None:
    escrow = tmp_path / "stick" / "copy.key"
    call_command("masterkey", "make", escrow=str(escrow))
    assert keyfile.read_file(escrow) == keyfile.read_file(key_file)
    assert {path.stat().st_mode & 0o777 for path in (key_file, escrow)} == {0o400}
    assert key_file.parent.stat().st_mode & 0o777 == 0o700
    assert canary.verify().deployment == keyfile.read_file(key_file).deployment


@pytest.mark.django_db
def test_the_escrow_copy_opens_the_vault_alone(key_file: Path, tmp_path: Path) -> None:
    call_command("masterkey", "make", escrow=str(tmp_path / "copy"))
    key_file.unlink()
    masterkeys._load.cache_clear()
    (tmp_path / "copy").rename(key_file)
    canary.verify()


@pytest.mark.django_db
def test_make_never_writes_over_a_file(key_file: Path, tmp_path: Path) -> None:
    put(key_file, "something")
    with pytest.raises(CommandError, match="already"):
        call_command("masterkey", "make", escrow=str(tmp_path / "copy"))
    assert key_file.read_text() == "something"
    assert not (tmp_path / "copy").exists()
    key_file.unlink()
    put(tmp_path / "copy", "something")
    with pytest.raises(CommandError, match="no key is written over"):
        call_command("masterkey", "make", escrow=str(tmp_path / "copy"))
    assert not key_file.exists()


@pytest.mark.django_db
def test_make_never_adds_a_key_beside_a_canary(master_key: Path, tmp_path: Path) -> None:
    canary.verify()
    master_key.unlink()
    with pytest.raises(CommandError, match="escrow copy"):
        call_command("masterkey", "make", escrow=str(tmp_path / "copy"))
    assert not master_key.exists()
    assert not (tmp_path / "copy").exists()


@pytest.mark.django_db
def test_outside_development_a_key_needs_its_copy(key_file: Path, settings: object) -> None:
    settings.DEBUG = False  # type: ignore[attr-defined]
    with pytest.raises(CommandError, match="escrow"):
        call_command("masterkey", "make", "--without-escrow")
    with pytest.raises(CommandError, match="--escrow"):
        call_command("masterkey", "make")
    assert not key_file.exists()


@pytest.mark.django_db
def test_list_names_keys_and_never_shows_them(
    master_key: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = keyfile.read_file(master_key)
    call_command("masterkey", "list")
    shown = capsys.readouterr().out
    assert f"{document.active}: 1 data keys, active" in shown
    assert set(shown).isdisjoint("/+=")


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


@pytest.mark.django_db
def test_a_vault_whose_canary_is_gone_opens_for_no_key(master_key: Path) -> None:
    canary.verify()
    Canary.objects.all().delete()
    with pytest.raises(KeysUnusable, match="canary is gone"):
        canary.verify()


@pytest.mark.parametrize("mode", [0o440, 0o404, 0o420, 0o600 | 0o001])
def test_a_file_that_others_may_use_is_refused(master_key: Path, mode: int) -> None:
    os.chmod(master_key, mode)
    with pytest.raises(KeysUnusable, match="chmod 400"):
        keyfile.load(master_key)


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "null", '{"format": "keyholder-master-keys-1"}', '{"format": "other"}', "\0"],
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


@pytest.mark.django_db
def test_keys_in_the_environment_open_the_same_vault(master_key: Path, settings: object) -> None:
    canary.verify()
    settings.KEYHOLDER_MASTER_KEY = master_key.read_text()  # type: ignore[attr-defined]
    settings.KEYHOLDER_MASTER_KEY_PROVIDER = "environment"  # type: ignore[attr-defined]
    canary.verify()

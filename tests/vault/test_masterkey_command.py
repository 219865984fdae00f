"""`manage.py masterkey`: a key is made once, with the copy that opens the vault without it."""

import sys
from io import StringIO
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from tests.vault import TODAY
from tests.vault.conftest import put
from vault import canary, masterkeys
from vault.masterkeys import keyfile
from vault.masterkeys.document import new_document
from vault.models.keys import DataKey

pytestmark = pytest.mark.django_db


def run(*words: str) -> str:
    out = StringIO()
    call_command("masterkey", *words, stdout=out)
    return out.getvalue()


def test_make_writes_a_key_its_escrow_copy_and_the_canary(key_file: Path, tmp_path: Path) -> None:
    escrow = tmp_path / "stick" / "copy.key"
    assert "was read back and opens the vault" in run("make", "--escrow", str(escrow))
    assert keyfile.read_file(escrow) == keyfile.read_file(key_file)
    assert {path.stat().st_mode & 0o777 for path in (key_file, escrow)} == {0o400}
    assert key_file.parent.stat().st_mode & 0o777 == 0o700
    assert canary.verify().deployment == keyfile.read_file(key_file).deployment


def test_the_escrow_copy_opens_the_vault_alone(key_file: Path, tmp_path: Path) -> None:
    run("make", "--escrow", str(tmp_path / "copy"))
    key_file.unlink()
    masterkeys._load.cache_clear()
    (tmp_path / "copy").rename(key_file)
    canary.verify()


def test_make_never_writes_over_a_file(key_file: Path, tmp_path: Path) -> None:
    put(key_file, "something")
    with pytest.raises(CommandError, match="already"):
        run("make", "--escrow", str(tmp_path / "copy"))
    assert key_file.read_text() == "something"
    assert not (tmp_path / "copy").exists()
    key_file.unlink()
    put(tmp_path / "copy", "something")
    with pytest.raises(CommandError, match="no key is written over"):
        run("make", "--escrow", str(tmp_path / "copy"))
    assert not key_file.exists()


def test_make_never_adds_a_key_beside_a_canary(master_key: Path, tmp_path: Path) -> None:
    canary.verify()
    master_key.unlink()
    with pytest.raises(CommandError, match="escrow copy"):
        run("make", "--escrow", str(tmp_path / "copy"))
    assert not master_key.exists()
    assert not (tmp_path / "copy").exists()


def test_a_copy_that_cannot_be_written_makes_no_key(key_file: Path, tmp_path: Path) -> None:
    (tmp_path / "stick").write_text("a file where a folder should be")
    with pytest.raises(CommandError, match="stick exists already"):
        run("make", "--escrow", str(tmp_path / "stick" / "copy"))
    with pytest.raises(CommandError, match="cannot be written: Not a directory"):
        run("make", "--escrow", str(tmp_path / "stick" / "deeper" / "copy"))
    assert not key_file.exists()


def test_a_copy_that_does_not_read_back_makes_no_key(
    key_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = keyfile.write_file
    another = new_document(today=TODAY)
    monkeypatch.setattr(keyfile, "write_file", lambda path, document: write(path, another))
    with pytest.raises(CommandError, match="does not hold what was written"):
        run("make", "--escrow", str(tmp_path / "copy"))
    assert not key_file.exists()


def test_outside_development_a_key_needs_its_copy(key_file: Path, settings: Settings) -> None:
    settings.DEBUG = False
    with pytest.raises(CommandError, match="escrow"):
        run("make", "--without-escrow")
    with pytest.raises(CommandError, match="--escrow"):
        run("make")
    assert not key_file.exists()


def test_in_development_it_may_have_none(key_file: Path, settings: Settings) -> None:
    settings.DEBUG = True
    assert run("make", "--without-escrow") == f"The master key is in {key_file}.\n"


def test_somebody_at_a_keyboard_is_asked_for_it(
    key_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr("builtins.input", lambda question: str(tmp_path / "copy"))
    run("make")
    assert keyfile.read_file(tmp_path / "copy") == keyfile.read_file(key_file)


def test_a_key_for_the_environment_is_printed_to_be_put_there(
    key_file: Path, settings: Settings
) -> None:
    settings.KEYHOLDER_MASTER_KEY_PROVIDER = "environment"
    name, _, text = run("make").strip().partition("=")
    assert name == "KEYHOLDER_MASTER_KEY"
    settings.KEYHOLDER_MASTER_KEY = text
    assert "0 data keys" not in run("list")
    assert not key_file.exists()


def test_list_names_keys_and_never_shows_them(master_key: Path) -> None:
    document = keyfile.read_file(master_key)
    shown = run("list")
    assert f"{document.active}: 1 data keys, active" in shown
    assert set(shown).isdisjoint("/+=")


def test_list_names_what_this_process_does_not_hold(master_key: Path) -> None:
    canary.verify()
    other = DataKey.objects.create(master_key=uuid4(), wrapped=b"").master_key
    assert f"{other}: 1 data keys, and this process does not hold it" in run("list")

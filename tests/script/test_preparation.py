"""What a first start makes, and leaves alone."""

import json
import os
import stat
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture
def preparation(
    part: Callable[[str], ModuleType], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> ModuleType:
    found = part("preparation")
    monkeypatch.setattr(found, "ROOT", tmp_path)
    monkeypatch.setattr(found, "SAMPLE", tmp_path / "sample.json")
    monkeypatch.setattr(found, "STAMP", tmp_path / "prepared.json")
    return found


def test_development_keys_are_random_and_their_owners_alone(
    preparation: ModuleType, tmp_path: Path
) -> None:
    preparation.make_env_file()
    made = tmp_path / ".env"
    first = made.read_text()
    assert first.startswith("DEBUG=true\nSECRET_KEY=")
    assert os.name == "nt" or stat.S_IMODE(made.stat().st_mode) == 0o600
    made.unlink()
    preparation.make_env_file()
    assert made.read_text() != first


def test_an_env_file_that_is_there_is_left_alone(preparation: ModuleType, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("KEYHOLDER_THEME=nhs\n")
    preparation.make_env_file()
    assert (tmp_path / ".env").read_text() == "KEYHOLDER_THEME=nhs\n"


def test_sign_ins_are_printed_from_the_sample(preparation: ModuleType) -> None:
    user = {"role": "lead", "email": "lead@a.invalid", "password": "p", "totp_secret": None}
    preparation.SAMPLE.write_text(json.dumps({"organisation": "Example", "users": [user]}))
    assert "lead@a.invalid" in preparation.sign_ins()


def test_without_a_sample_there_are_no_sign_ins(preparation: ModuleType) -> None:
    assert preparation.sign_ins() == ""


def test_the_database_of_a_server_is_always_asked(preparation: ModuleType) -> None:
    stamp = preparation.STAMP
    stamp.write_text(json.dumps({"digest": "d", "files": []}))
    assert not preparation._prepared("d")
    stamp.write_text(json.dumps({"digest": "d", "files": [str(stamp)]}))
    assert preparation._prepared("d")
    assert not preparation._prepared("other")
    stamp.write_text(json.dumps({"digest": "d", "files": [f"{stamp}.gone"]}))
    assert not preparation._prepared("d")

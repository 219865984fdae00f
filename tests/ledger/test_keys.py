"""The HMAC keys of the ledger: a file that is made once, and read whole or not at all."""

import json
import stat
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from pytest_django import Settings

from ledger import keys

KEY = "ab" * keys.KEY_BYTES


@pytest.fixture
def path(tmp_path: Path, settings: Settings) -> Path:
    found = tmp_path / "keys" / "ledger.key"
    settings.KEYHOLDER_LEDGER_KEY_FILE = str(found)
    return found


def put(path: Path, content: Any) -> None:
    path.parent.mkdir()
    path.write_text(content if isinstance(content, str) else json.dumps(content))


def test_it_is_made_once_for_the_programs_user_alone(path: Path) -> None:
    assert keys.ensure(path)
    made = path.read_text()
    assert stat.S_IMODE(path.stat().st_mode) == 0o400
    assert not keys.ensure(path)
    assert path.read_text() == made


def test_what_was_made_is_read(path: Path) -> None:
    keys.ensure(path)
    ring = keys.ring()
    assert list(ring.keys) == [ring.active]
    assert len(ring.keys[ring.active]) == keys.KEY_BYTES
    assert ring.keys[ring.active].hex() not in repr(ring)


def test_old_keys_stay_beside_the_active_one(path: Path) -> None:
    put(path, {"active": "new", "keys": {"old": KEY, "new": KEY[::-1]}})
    assert set(keys.ring().keys) == {"old", "new"}


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("{", id="no JSON"),
        pytest.param([], id="a list"),
        pytest.param({"active": "a"}, id="no keys"),
        pytest.param({"keys": {"a": KEY}}, id="none active"),
        pytest.param({"active": "b", "keys": {"a": KEY}}, id="another active"),
        pytest.param({"active": "a", "keys": {"a": KEY[2:]}}, id="a short key"),
        pytest.param({"active": "a", "keys": {"a": "secret"}}, id="no hex"),
        pytest.param({"active": "a", "keys": [KEY]}, id="no names"),
    ],
)
def test_a_spoilt_file_is_a_sentence_that_quotes_nothing(path: Path, content: Any) -> None:
    put(path, content)
    with pytest.raises(ImproperlyConfigured, match="not a readable ledger key file") as caught:
        keys.ring()
    assert caught.value.__suppress_context__
    assert KEY not in str(caught.value)


def test_a_missing_file_is_a_sentence(path: Path) -> None:
    with pytest.raises(ImproperlyConfigured, match="ledger make-key"):
        keys.ring()

"""A vault of its own for each test: master keys in a folder that goes away."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.vault import TODAY
from vault import masterkeys
from vault.masterkeys import keyfile
from vault.masterkeys.document import new_document


@pytest.fixture
def key_file(tmp_path: Path, settings: pytest.FixtureRequest) -> Iterator[Path]:
    """Where the master keys will be; nothing is there yet."""
    path = tmp_path / "keys" / "master.key"
    settings.KEYHOLDER_MASTER_KEY_PROVIDER = "file"  # type: ignore[attr-defined]
    settings.KEYHOLDER_MASTER_KEY_FILE = str(path)  # type: ignore[attr-defined]
    yield path
    masterkeys._load.cache_clear()


@pytest.fixture
def master_key(key_file: Path) -> Path:
    """A master key that the vault has not met."""
    keyfile.write_file(key_file, new_document(today=TODAY))
    return key_file

"""A vault of its own for each test: master keys in a folder that goes away."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ledger.questions import Permission
from tests.cast import person
from tests.vault import KEYS, TODAY, People, secrets
from vault import custodians, deposits, masterkeys, permissions
from vault.masterkeys import keyfile
from vault.masterkeys.document import new_document
from vault.models import Custodian
from vault.permissions import Rules


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


@pytest.fixture
def rules() -> Iterator[Rules]:
    """Everybody may do everything that the vault itself does not refuse."""
    before = permissions.rules()
    everybody: Permission[object] = Permission("anybody", lambda custodian, asked: True)
    found = Rules(
        ask=everybody,
        approve=everybody,
        finish=everybody,
        deposit=everybody,
        rotate=everybody,
        test=everybody,
        manage=everybody,
        approvers=lambda custodian: [],
        on_access_list=lambda custodian, person: False,
    )
    permissions.register(found)
    yield found
    permissions._registered[:] = [before] if before else []


@pytest.fixture
def people(db: None) -> People:
    return People(*(person(name) for name in ("anna", "ben", "carol", "dan")))


@pytest.fixture
def custodian(rules: Rules, master_key: Path, people: People) -> Custodian:
    """With keys, and Dan to be told. Anna deposited them."""
    made = custodians.register("Instagram", path="/channels/1/keys", by=people.anna, today=TODAY)
    custodians.tell_from_now_on(made, [people.dan], by=people.anna, today=TODAY)
    deposits.deposit(made, secrets(**KEYS), by=people.anna, today=TODAY)
    return made

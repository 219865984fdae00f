"""A vault of its own for each test: master keys in a folder that goes away."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytest_django import Settings

from ledger.questions import Permission
from tests.cast import person
from tests.vault import KEYS, TODAY, People, approved, proposed, secrets
from vault import custodians, deposits, grantpolicies, masterkeys, permissions
from vault.masterkeys import keyfile
from vault.masterkeys.document import new_document
from vault.models import Custodian, Grant, Policy, PolicyChange, Rotation
from vault.permissions import Rules

Forbid = Callable[[str], None]


def put(path: Path, text: str, mode: int = 0o400) -> None:
    """Somebody's file in the place of a key file."""
    path.unlink(missing_ok=True)
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)
    path.chmod(mode)
    masterkeys._load.cache_clear()


@pytest.fixture
def key_file(tmp_path: Path, settings: Settings) -> Iterator[Path]:
    """Where the master keys will be; nothing is there yet."""
    path = tmp_path / "keys" / "master.key"
    settings.KEYHOLDER_MASTER_KEY_PROVIDER = "file"
    settings.KEYHOLDER_MASTER_KEY_FILE = str(path)
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
        listed_since=lambda custodian, at: [],
        ever_listed=lambda person: [],
    )
    permissions.register(found)
    yield found
    permissions._registered[:] = [before] if before else []


@pytest.fixture
def forbid(rules: Rules) -> Forbid:
    """Take one right from everybody: `forbid("rotate")`."""
    nobody: Permission[object] = Permission("nobody", lambda custodian, asked: False)
    return lambda right: permissions.register(replace(rules, **{right: nobody}))  # type: ignore[arg-type]  # a right, by its name


@pytest.fixture
def carol_approves(rules: Rules, people: People) -> None:
    """Carol is told what waits for somebody else."""
    permissions.register(replace(rules, approvers=lambda custodian: [people.carol]))


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


@pytest.fixture
def grant(custodian: Custodian, people: People) -> Grant:
    """Anna's, which Ben approved."""
    return approved(custodian, people.anna, people.ben)


@pytest.fixture
def rotation(custodian: Custodian, people: People) -> Rotation:
    """A new password that Anna proposed."""
    return proposed(custodian, people.anna)


@pytest.fixture
def waiting(custodian: Custodian, people: People) -> PolicyChange:
    """Anna's wish to open at once always, which waits for somebody else."""
    always = {"in_hours": Policy.IMMEDIATE, "out_of_hours": Policy.IMMEDIATE}
    found = grantpolicies.change(custodian, by=people.anna, today=TODAY, **always)
    assert found is not None
    return found

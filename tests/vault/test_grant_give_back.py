"""Giving a use back: what could not be decrypted was recorded, and does not count."""

import pytest

from ledger.models import Notice
from ledger.refusals import RefusedError
from tests.ledger.reading import acts, last
from tests.vault import TODAY, People, approved, registered, show, value
from vault import deposits, reveals, versions
from vault.cipher import CannotOpen
from vault.keyring import OpenKey
from vault.models import Custodian, Grant
from vault.secret import Secret

pytestmark = pytest.mark.django_db


@pytest.fixture
def once(custodian: Custodian, people: People) -> Grant:
    return approved(custodian, people.anna, people.ben, single_use=True)


@pytest.fixture
def spoilt(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """A memory that does not hold what was written to it."""

    def unseal(key: OpenKey, field: str, sealed: bytes) -> Secret:
        raise CannotOpen

    monkeypatch.setattr(OpenKey, "unseal", unseal)
    return monkeypatch


def test_the_use_comes_back(once: Grant, spoilt: pytest.MonkeyPatch) -> None:
    with pytest.raises(RefusedError, match="does not count"):
        show(once)
    spoilt.undo()
    assert value(once) == "marker-password"
    with pytest.raises(RefusedError, match="for one use"):
        show(once)


def test_both_are_recorded(once: Grant, spoilt: pytest.MonkeyPatch) -> None:
    with pytest.raises(RefusedError):
        show(once)
    assert acts()[-1] == "grant.give_back"
    shown = last("grant.reveal").facts["turn"]
    assert last("grant.give_back").facts["gives_back"] == shown


def test_nobody_is_told_of_it(once: Grant, spoilt: pytest.MonkeyPatch) -> None:
    with pytest.raises(RefusedError):
        show(once)
    kinds = set(Notice.objects.values_list("kind", flat=True))
    assert kinds == {"keys_deposited", "keys_approved", "keys_opened", "keys_due"}


def test_a_seed_that_makes_no_code_does_not_count(custodian: Custodian, people: People) -> None:
    """As an older release may have taken it."""
    other = registered(people.anna)
    sealing = versions.seal(other, {"totp_seed": Secret("AAAA")})
    deposits.keep_first(other, sealing, by=people.anna, today=TODAY)
    grant = approved(other, people.anna, people.ben, single_use=True)
    for _ in range(2):
        with pytest.raises(RefusedError, match=reveals.DOES_NOT_OPEN):
            show(grant, "totp_seed")

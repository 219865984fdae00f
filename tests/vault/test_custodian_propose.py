"""Proposing new keys: they stand beside the current ones, and what is not given is carried over."""

import pytest

from ledger.refusals import ForbiddenError, InvalidError, RefusedError
from tests.ledger.reading import last
from tests.vault import (
    TODAY,
    People,
    approved,
    confirmed,
    proposed,
    registered,
    show,
    value,
)
from tests.vault.conftest import Forbid
from vault import custodians, versions
from vault.models import Custodian, Grant, Rotation, Version

pytestmark = pytest.mark.django_db
PROPOSED = Version.Standing.PROPOSED


def test_they_are_offered_beside_the_current(grant: Grant, rotation: Rotation) -> None:
    assert value(grant) == "marker-password"
    assert value(grant, standing=PROPOSED) == "new"
    assert value(grant, "username", standing=PROPOSED) == "marker-username"


def test_spent_codes_are_not_carried_over(grant: Grant, people: People) -> None:
    show(grant, "backup_codes")
    confirmed(proposed(grant.custodian, people.anna), people.anna)
    assert value(grant, "backup_codes") == "marker-code-2"
    codes = "fresh-1\nfresh-2\nfresh-3"
    confirmed(proposed(grant.custodian, people.anna, backup_codes=codes), people.anna)
    assert value(grant, "backup_codes") == "fresh-1"


def test_the_entry_names_the_new_fields_and_no_value(custodian: Custodian, people: People) -> None:
    proposed(custodian, people.anna, password="marker-new", backup_codes="marker-a\nmarker-b")
    facts = last("custodian.propose").facts
    assert facts["new"] == ["backup_codes", "password"]
    assert "marker" not in str(facts)


def test_nothing_at_all_is_an_error(custodian: Custodian, people: People) -> None:
    with pytest.raises(InvalidError, match="at least one"):
        proposed(custodian, people.anna, notes=" ")


def test_without_keys_the_deposit_helps(rules: object, master_key: object, people: People) -> None:
    with pytest.raises(RefusedError, match="deposit") as refused:
        proposed(registered(people.anna), people.anna)
    assert refused.value.refusals[0].helps == "custodian.deposit"


def test_nothing_is_proposed_for_what_is_retired(custodian: Custodian, people: People) -> None:
    custodians.retire(custodian, recoverable_until=TODAY, by=people.anna, today=TODAY)
    with pytest.raises(RefusedError, match="retired"):
        proposed(custodian, people.anna)
    assert not Rotation.objects.exists()


def test_whoever_may_not_opens_nothing_to_be_carried_over(
    custodian: Custodian, people: People, forbid: Forbid, monkeypatch: pytest.MonkeyPatch
) -> None:
    def opened(*args: object) -> None:
        raise AssertionError("opened for somebody who may not")

    forbid("rotate")
    monkeypatch.setattr(versions, "open_all", opened)
    with pytest.raises(ForbiddenError, match="propose new keys"):
        proposed(custodian, people.carol)


def test_the_holder_of_an_opening_may(custodian: Custodian, people: People, forbid: Forbid) -> None:
    forbid("rotate")
    approved(custodian, people.anna, people.ben)
    rotation = proposed(custodian, people.anna)
    confirmed(rotation, people.anna)
    assert rotation.state == "confirmed"

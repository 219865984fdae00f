"""What the ledger itself says of keys: by the HMAC of its entries, never by rows."""

import json
from collections.abc import Callable

import pytest
from django.db import connection

from ledger import triggers
from ledger.actors import CLOCK
from ledger.models import Entry
from ledger.refusals import RefusedError
from tests.ledger.reading import acts
from tests.vault import TODAY, People, registered, secrets, show
from vault import custodians, deposits, evidence
from vault.models import Custodian, Grant

pytestmark = pytest.mark.django_db


def _hmac(entry: Entry) -> None:
    Entry.objects.filter(pk=entry.pk).update(mac=bytes(32))


def _key(entry: Entry) -> None:
    body = json.loads(bytes(entry.body)) | {"key": "ledger-of-somebody"}
    Entry.objects.filter(pk=entry.pk).update(body=json.dumps(body).encode())


def _act(entry: Entry) -> None:
    Entry.objects.filter(pk=entry.pk).update(act="grant.open_at_once")


@pytest.mark.parametrize("tamper", [_hmac, _key, _act])
def test_an_entry_changed_in_the_database_proves_nothing(
    grant: Grant, tamper: Callable[[Entry], None]
) -> None:
    triggers.remove(connection)
    tamper(Entry.objects.get(act="grant.approve"))
    with pytest.raises(RefusedError) as refused:
        show(grant)
    assert refused.value.sentences == [evidence.TAMPERED]


def test_any_number_of_refusals_may_stand_between(custodian: Custodian, people: People) -> None:
    for _ in range(evidence.PAGE + 1):
        with pytest.raises(RefusedError):
            deposits.deposit(custodian, secrets(notes="n"), by=people.anna, today=TODAY)
    custodians.rename(custodian, "Threads", by=CLOCK, today=TODAY)
    assert acts()[-2:] == ["custodian.deposit.refused", "custodian.rename"]


def test_a_turn_of_a_custodian_set_back_is_noticed(custodian: Custodian, people: People) -> None:
    Custodian.objects.filter(pk=custodian.pk).update(turn=1)
    with pytest.raises(RefusedError) as refused:
        custodians.rename(custodian, "Threads", by=CLOCK, today=TODAY)
    assert refused.value.sentences == [evidence.TAMPERED]


def test_what_only_refusals_are_known_of_is_nothing_that_it_knows(people: People) -> None:
    slipped_in = Custodian.objects.create(name="X", path="/x")
    with pytest.raises(RefusedError) as refused:
        custodians.rename(slipped_in, "Y", by=CLOCK, today=TODAY)
    assert refused.value.sentences == [evidence.TAMPERED]
    assert registered(people.anna).turn == 1

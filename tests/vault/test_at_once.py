"""Real transactions: racers, a record that cannot be written, a program that dies in between."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.db import connection

from ledger import chain, verification
from ledger.actors import CLOCK
from ledger.models import Entry
from ledger.refusals import RefusedError
from tests.vault import TODAY, People, approved, asked, at_once, now, secrets
from tests.vault.racing import for_one_use, race
from vault import custodians, deposits, grants, proof, reveals, rotations
from vault.models import Custodian, DataKey, Grant, Use, Version

pytestmark = [pytest.mark.processes, pytest.mark.django_db(transaction=True)]

RACERS = 50
ROUNDS = int(os.environ.get("KEYHOLDER_TEST_ROUNDS", "2"))  # the bench asks for 100


def test_of_fifty_racers_one_gets_the_single_use(custodian: Custodian, people: People) -> None:
    for _ in range(ROUNDS):
        grant = approved(custodian, people.anna, people.ben, single_use=True)
        outcomes = for_one_use(grant, RACERS)
        assert outcomes == {"shown": 1, proof.USED_UP: RACERS - 1}
        grants.end(grant, by=people.anna, today=TODAY)
    assert Entry.objects.filter(act="grant.reveal").count() == Use.objects.count() == ROUNDS
    assert verification.verify().in_order


def test_of_many_who_ask_at_once_each_person_has_one(custodian: Custodian, people: People) -> None:
    def run(number: int) -> str:
        wish = grants.Wish(reason="Now.")
        grants.request(custodian, wish, in_hours=True, by=people.anna, today=TODAY)
        return "asked"

    assert race(8, run)["asked"] == 1


def test_ending_and_revealing_at_once_never_shows_after_the_end(
    custodian: Custodian, people: People
) -> None:
    for _ in range(5):
        grant = approved(custodian, people.anna, people.ben)

        def run(number: int, pk: Any = grant.pk) -> str:
            mine = Grant.objects.get(pk=pk)
            if number == 3:
                grants.end(mine, by=people.ben, today=TODAY)
                return "ended"
            reveals.reveal(mine, "password", by=people.anna, today=TODAY, signed_in_at=now())
            return "shown"

        race(8, run)
        acts = list(
            Entry.objects.filter(subject_id=grant.pk).order_by("seq").values_list("act", flat=True)
        )
        after = acts[acts.index("grant.end") + 1 :]
        assert "grant.reveal" not in after


def test_break_glass_against_the_approval_of_ones_own_request(
    custodian: Custodian, people: People
) -> None:
    """Either is first, and in the end there is exactly one opening that shows the keys."""
    for _ in range(ROUNDS * 5):
        waiting = asked(custodian, people.anna)

        def run(number: int, pk: Any = waiting.pk) -> str:
            mine = Custodian.objects.get(pk=custodian.pk)
            if number % 2:
                at_once(mine, people.anna)
                return "at once"
            grants.approve(Grant.objects.get(pk=pk), by=people.ben, today=TODAY)
            return "approved"

        outcomes = race(4, run)
        assert outcomes["at once"] + outcomes["approved"] == 1
        opened = Grant.objects.get(state="active")
        waiting.refresh_from_db()
        assert (waiting == opened) == bool(outcomes["approved"])
        assert waiting.state in ("active", "withdrawn")
        reveals.reveal(opened, "password", by=people.anna, today=TODAY, signed_in_at=now())
        grants.end(opened, by=people.anna, today=TODAY)
    assert verification.verify().in_order


def test_of_many_deposits_at_once_one_is_kept(custodian: Custodian, people: People) -> None:
    def run(number: int) -> str:
        new = secrets(password=str(number))
        rotations.propose(custodian, new, by=people.anna, today=TODAY)
        return "proposed"

    assert race(6, run)["proposed"] == 1
    assert Version.objects.filter(custodian=custodian).count() == 2
    assert DataKey.objects.filter(purpose=None).count() == 2
    assert deposits.held(custodian)


def test_a_clock_set_back_is_never_behind_the_newest_entry(
    custodian: Custodian, people: People
) -> None:
    grant = approved(custodian, people.anna, people.ben, minutes=5)
    later = now() + timedelta(minutes=6)
    with time_machine.travel(later, tick=False):
        custodians.rename(custodian, "Renamed", by=CLOCK, today=TODAY)
    if connection.vendor == "postgresql":  # its clock is its own
        return
    with pytest.raises(RefusedError, match="over"):
        reveals.reveal(grant, "password", by=people.anna, today=TODAY, signed_in_at=now())


def test_what_cannot_be_recorded_is_not_shown(
    custodian: Custodian, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    grant = approved(custodian, people.anna, people.ben)

    def full(records: object, head: object) -> None:
        raise OSError("disk full")

    def never(charged: object) -> None:
        raise AssertionError("decrypted without a record")

    monkeypatch.setattr(chain, "append", full)
    monkeypatch.setattr(reveals, "_opened", never)
    with pytest.raises(OSError, match="disk full"):
        reveals.reveal(grant, "password", by=people.anna, today=TODAY, signed_in_at=now())
    assert not Use.objects.exists()


def test_a_crash_after_the_record_leaves_a_record_without_a_reveal(
    custodian: Custodian, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    grant = approved(custodian, people.anna, people.ben, single_use=True)

    def dies(charged: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(reveals, "_opened", dies)
    with pytest.raises(KeyboardInterrupt):
        reveals.reveal(grant, "password", by=people.anna, today=TODAY, signed_in_at=now())
    assert Entry.objects.filter(act="grant.reveal").count() == 1
    assert Use.objects.count() == 1


def test_without_the_master_key_nothing_is_charged(
    custodian: Custodian, people: People, master_key: Path
) -> None:
    from vault import masterkeys
    from vault.masterkeys import KeysUnusable

    grant = approved(custodian, people.anna, people.ben, single_use=True)
    master_key.rename(master_key.with_suffix(".away"))
    masterkeys._load.cache_clear()
    with pytest.raises(KeysUnusable):
        reveals.reveal(grant, "password", by=people.anna, today=TODAY, signed_in_at=now())
    with pytest.raises(KeysUnusable):
        rotations.propose(custodian, secrets(password="n"), by=people.anna, today=TODAY)
    master_key.with_suffix(".away").rename(master_key)
    assert not Use.objects.exists()
    reveals.reveal(grant, "password", by=people.anna, today=TODAY, signed_in_at=now())

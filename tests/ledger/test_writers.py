"""Many who write at once: one chain without a fork, and nobody meets a deadlock."""

import os

import pytest

from governance.channels import acts as channels
from governance.models import Channel
from ledger import verification
from ledger.actors import CLOCK
from ledger.models import Entry
from tests.cast import TODAY, Cast, live_channel, person
from tests.ledger.trying import renamed
from tests.vault.racing import race
from vault import custodians
from vault.models import Custodian

pytestmark = [pytest.mark.processes, pytest.mark.django_db(transaction=True)]

WRITERS = 8
ENTRIES = int(os.environ.get("KEYHOLDER_TEST_ENTRIES", "12"))  # the bench asks for 50


def test_writers_that_lock_the_same_rows_in_other_orders(registry: None) -> None:
    people = [person(f"writer{each}") for each in range(WRITERS)]
    rows = [Custodian.objects.create(name=f"Name {each}", path="/x") for each in range(4)]
    rename = renamed(locks=lambda thing, asked: asked.because)
    before = Entry.objects.count()

    def write(number: int) -> str:
        for turn in range(ENTRIES):
            start = (number + turn) % len(rows)
            first, *others = rows[start:] + rows[:start]
            if number % 2:
                others.reverse()
            rename(first, f"{number} {turn}", by=people[number], today=TODAY, because=others)
        return "written"

    assert race(WRITERS, write) == {"written": WRITERS}
    assert Entry.objects.count() - before == WRITERS * ENTRIES
    found = list(Entry.objects.order_by("seq").values_list("seq", flat=True))
    assert found == list(range(1, len(found) + 1))
    assert verification.verify().in_order


def test_real_steps_and_acts_of_the_vault_on_the_same_rows(cast: Cast) -> None:
    """A step locks the channel and its custodian; the vault the custodian and then its people."""
    channel = live_channel(cast)
    assert channel.custodian is not None
    done: list[str] = []

    def act(number: int) -> str:
        mine = Channel.objects.select_related("custodian").get(pk=channel.pk)
        if number % 4 == 0:
            given = {"cause": "compromised", "reason": "Strange posts."}
            channels.suspend(mine, by=cast.officer, today=TODAY, **given)
        elif number % 4 == 1:
            channels.reinstate(mine, by=cast.officer2, today=TODAY, put_right="New keys.")
        elif mine.custodian is not None:
            custodians.rename(mine.custodian, f"Name {number}", by=CLOCK, today=TODAY)
        done.append("done")
        return "done"

    for _ in range(2):
        race(WRITERS, act)  # what the state did not allow was refused; anything else is raised
    assert len(done) >= WRITERS
    assert verification.verify().in_order

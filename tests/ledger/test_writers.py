"""Many who write at once: one chain without a fork, and nobody meets a deadlock."""

import os
from typing import Any

import pytest

from governance.channels import acts as channels
from governance.models import Channel
from ledger import acts, verification
from ledger.models import Entry
from ledger.questions import Permission
from people.models import Team
from tests.cast import TODAY, Cast, live_channel, person
from tests.vault.racing import race
from vault import custodians

pytestmark = [pytest.mark.processes, pytest.mark.django_db(transaction=True)]

WRITERS = 8
ENTRIES = int(os.environ.get("KEYHOLDER_TEST_ENTRIES", "12"))  # the bench asks for 50
anybody = Permission("anybody", lambda thing, asked: True)


def test_writers_that_lock_the_same_rows_in_other_orders() -> None:
    people = [person(f"writer{each}") for each in range(WRITERS)]
    teams = [Team.objects.create(slug=f"team-{each}", name=f"Team {each}") for each in range(4)]
    before = Entry.objects.count()

    def write(number: int) -> str:
        for turn in range(ENTRIES):
            start = (number + turn) % len(teams)
            first, *others = teams[start:] + teams[:start]
            if number % 2:
                others.reverse()
            by: dict[str, Any] = {"by": people[number], "today": TODAY}
            with acts.performing(
                "team.try", first, **by, who=anybody, label="try", lock=others
            ) as act:
                act.subject.name = f"{number} {turn}"
                act.subject.save()
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
            custodians.rename(mine.custodian, f"Name {number}", by=cast.head, today=TODAY)
        done.append("done")
        return "done"

    for _ in range(2):
        race(WRITERS, act)  # what the state did not allow was refused; anything else is raised
    assert len(done) >= WRITERS
    assert verification.verify().in_order

"""A database of an earlier commit starts, verifies and lists the same."""

import json

import pytest

from tests.upgrade.conftest import Manage, listed

ASK = """
import json
from django.conf import settings
from django.test import Client
settings.ALLOWED_HOSTS = ["testserver"]
print(json.dumps(Client().get("/api/v1/channels?page_size=200").json()["results"]))
"""
LINES = """
from governance.models import Channel
for channel in Channel.objects.exclude(state="retired"):
    people = {channel.lead_id, *channel.administrators.values_list("pk", flat=True)} - {None}
    listed = channel.holders.filter(kind="person", removed_on=None, answers_for_it=True)
    found = list(listed.values_list("user_id", flat=True))
    print(len(people), set(found) == people and len(found) == len(people))
"""
NEW = {"confirmed_on"}
"""What a channel's document has gained since."""


@pytest.mark.processes
def test_database_of_d5f702c(manage: Manage) -> None:
    manage("migrate", "--verbosity=0")
    assert "719 entries, all in order." in manage("ledger", "verify")
    assert _listed_now(manage) == listed()
    manage("rebuild_listings")
    assert _listed_now(manage) == listed()


@pytest.mark.processes
def test_lead_and_administrators_get_their_lines(manage: Manage) -> None:
    manage("migrate", "--verbosity=0")
    said = manage("shell", "--no-imports", "-c", LINES).split("\n")[:-1]
    assert len(said) > 10
    assert all(each.endswith("True") for each in said), said
    assert any(not each.startswith("0") for each in said)


@pytest.mark.processes
def test_seeding_it_again_adds_no_channel(manage: Manage) -> None:
    manage("migrate", "--verbosity=0")
    before = json.loads(manage("export_register", "--format", "json"))
    manage("seed_sample")
    after = json.loads(manage("export_register", "--format", "json"))
    assert [each["id"] for each in after] == [each["id"] for each in before]
    assert "entries, all in order." in manage("ledger", "verify")


def _listed_now(manage: Manage) -> list[dict[str, object]]:
    found = json.loads(manage("shell", "--no-imports", "-c", ASK))
    return [{name: said for name, said in each.items() if name not in NEW} for each in found]

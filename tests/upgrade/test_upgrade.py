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
KEPT = """
from django.db.models import F
from governance.models import Finding
assert Finding.objects.exists()
assert not Finding.objects.exclude(channel=F("review__channel")).exists()
print("kept")
"""
NEW = {"confirmed_on"}
"""What a channel's document has gained since."""


@pytest.mark.processes
def test_database_of_d5f702c(manage: Manage) -> None:
    manage("migrate", "--verbosity=0")
    assert "719 entries, all in order." in manage("ledger", "verify")
    assert _listed_now(manage) == listed()
    assert "kept" in manage("shell", "--no-imports", "-c", KEPT)
    manage("rebuild_listings")
    assert _listed_now(manage) == listed()


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

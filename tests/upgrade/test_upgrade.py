"""A database of an earlier commit starts, verifies and lists the same."""

import json

import pytest

from tests.upgrade.conftest import Manage, execute, listed

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


ASK_CONFIRMED = """
import json
from governance.models import Channel
print(json.dumps([
    [each.approval, each.state, each.lapse_cause, str(each.approved_on), str(each.confirmed_on),
     str(each.imported_on), str(each.created_at.date())]
    for each in Channel.objects.all()
]))
"""


@pytest.mark.processes
def test_what_is_known_of_old_channels_is_said(manage: Manage, old_database: str) -> None:
    """Its plan confirmed a channel; an import confirms none. What cannot be read is official no
    more."""
    wrong = listed()[0]
    execute(
        old_database,
        "UPDATE governance_channel SET url = 'https://linktr.ee/trust' WHERE url = ?",
        str(wrong["url"]),
    )
    manage("migrate", "--verbosity=0")
    assert {each["id"] for each in _listed_now(manage)} == {
        each["id"] for each in listed() if each != wrong
    }
    said = manage("rebuild_listings")
    assert f"({wrong['id']}). This address is not on a platform that we know." in said
    channels = json.loads(manage("shell", "--no-imports", "-c", ASK_CONFIRMED))
    assert {each[0] for each in channels} == {"plan", "imported"}
    for approval, state, cause, approved, confirmed, imported, created in channels:
        assert confirmed == (approved if approval == "plan" else "None")
        assert imported == (created if approval == "imported" else "None")
        assert cause == ("life_span" if state == "lapsed" else "")


def _listed_now(manage: Manage) -> list[dict[str, object]]:
    found = json.loads(manage("shell", "--no-imports", "-c", ASK))
    return [{name: said for name, said in each.items() if name not in NEW} for each in found]

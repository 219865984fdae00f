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
HELD = """
from people.models import Appointment, User
from people.roles import Role
for role in Role:
    kept = Appointment.objects.filter(role=role, state="held", basis="before").count()
    print(role.value, kept, User.objects.holding(role).count())
print("groups", User.groups.through.objects.count())
"""
KEPT = """\
officer 2 2
head 1 1
executive 1 1
on_call 1 1
auditor 1 1
steward 1 1
groups 0
"""
NEW = {"confirmed_on"}
"""What a channel's document has gained since."""


@pytest.mark.processes
def test_database_of_d5f702c(manage: Manage) -> None:
    manage("migrate", "--verbosity=0")
    assert "719 entries, all in order." in manage("ledger", "verify")
    assert manage("shell", "--no-imports", "-c", HELD) == KEPT
    assert _listed_now(manage) == listed()
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

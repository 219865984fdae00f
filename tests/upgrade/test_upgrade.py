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
NEW = {"confirmed_on"}
"""What a channel's document has gained since."""
IMPORTED = {"Where to find a dentist", "Requests and programmes", "New books and papers"}
IMPORTED |= {"Exercises to do at home"}
"""What the sample's file said of purposes, for everybody. The others were reasons of plans."""


@pytest.mark.processes
def test_database_of_d5f702c(manage: Manage) -> None:
    manage("migrate", "--verbosity=0")
    assert "719 entries, all in order." in manage("ledger", "verify")
    assert _listed_now(manage) == _without_reasons()
    manage("rebuild_listings")
    assert _listed_now(manage) == _without_reasons()


def test_it_published_reasons_that_teams_wrote_for_those_who_decide() -> None:
    said = {each["purpose"] for each in listed()}
    assert said - IMPORTED - {""}
    assert {each["purpose"] for each in _without_reasons()} == IMPORTED | {""}


@pytest.mark.processes
def test_seeding_it_again_adds_no_channel(manage: Manage) -> None:
    manage("migrate", "--verbosity=0")
    before = json.loads(manage("export_register", "--format", "json"))
    manage("seed_sample")
    after = json.loads(manage("export_register", "--format", "json"))
    assert [each["id"] for each in after] == [each["id"] for each in before]
    assert "entries, all in order." in manage("ledger", "verify")


def _without_reasons() -> list[dict[str, object]]:
    return [
        each | {"purpose": each["purpose"] if each["purpose"] in IMPORTED else ""}
        for each in listed()
    ]


def _listed_now(manage: Manage) -> list[dict[str, object]]:
    found = json.loads(manage("shell", "--no-imports", "-c", ASK))
    return [{name: said for name, said in each.items() if name not in NEW} for each in found]

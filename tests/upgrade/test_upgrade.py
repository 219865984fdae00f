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
LINES = """
from governance.models import Channel
for channel in Channel.objects.exclude(state="retired"):
    people = {channel.lead_id, *channel.administrators.values_list("pk", flat=True)} - {None}
    listed = channel.holders.filter(kind="person", removed_on=None, answers_for_it=True)
    found = list(listed.values_list("user_id", flat=True))
    print(len(people), set(found) == people and len(found) == len(people))
"""
HELD = """
from people.models import Appointment, User
from people.roles import Role
for role in Role:
    kept = Appointment.objects.filter(role=role, state="held", basis="before").count()
    print(role.value, kept, User.objects.holding(role).count())
print("groups", User.groups.through.objects.count())
"""
ROLES_KEPT = """\
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
def test_database_of_d5f702c(manage_migrated: Manage) -> None:
    manage = manage_migrated
    assert "719 entries, all in order." in manage("ledger", "verify")
    assert manage("shell", "--no-imports", "-c", HELD) == ROLES_KEPT
    assert _listed_now(manage) == listed()
    assert "kept" in manage("shell", "--no-imports", "-c", KEPT)
    manage("rebuild_listings")
    assert _listed_now(manage) == listed()


INVITED = """
from django.db import connection
from people.models import User
print([table for table in connection.introspection.table_names() if table.startswith("axes")])
able = {user.pk for user in User.objects.all() if user.has_password and user.is_active}
print(len(able) > 10, set(User.objects.choosing_passwords().values_list("pk", flat=True)) == able)
"""


@pytest.mark.processes
def test_whoever_has_a_password_counts_as_invited(manage: Manage) -> None:
    """And the names and addresses that django-axes kept are gone."""
    manage("migrate", "--verbosity=0")
    assert manage("shell", "--no-imports", "-c", INVITED) == "[]\nTrue True\n"


@pytest.mark.processes
def test_lead_and_administrators_get_their_lines(manage_migrated: Manage) -> None:
    manage = manage_migrated
    said = manage("shell", "--no-imports", "-c", LINES).split("\n")[:-1]
    assert len(said) > 10
    assert all(each.endswith("True") for each in said), said
    assert any(not each.startswith("0") for each in said)


@pytest.mark.processes
def test_seeding_it_again_adds_no_channel(manage_migrated: Manage) -> None:
    manage = manage_migrated
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


ASK_OWED = """
import datetime, json
from django.utils import timezone
from governance.channels.owed import CHANGED, LIST
from governance.models import Channel, Obligation, Rules
today = timezone.localdate()
rows = Obligation.objects.filter(discharged_on=None)
looks = [each.due_on for each in rows.filter(kind="access_confirmation", stage__in=(LIST, CHANGED))]
ends = rows.filter(kind__in=("plan", "end_date"), stage="")
going_on = Channel.objects.filter(state__in=("live", "suspended", "lapsed"))
print(json.dumps({
    "from": Rules.objects.get().owed_from == today,
    "looks": len(looks) == going_on.count(),
    "soonest": (min(looks) - today).days,
    "days": len(set(looks)),
    "ends": sorted({(each.due_on - today).days for each in ends}),
    "without": going_on.filter(ends_on=None).count(),
    "told": sorted({each.opened_on == today for each in rows}),
}))
"""


@pytest.mark.processes
def test_what_it_owes_is_counted_from_the_upgrade(manage: Manage) -> None:
    """Nobody is asked for everything on one day, and nothing comes of it for a month."""
    manage("migrate", "--verbosity=0")
    found = json.loads(manage("shell", "--no-imports", "-c", ASK_OWED))
    assert found["from"]
    assert found["looks"]
    assert found["soonest"] > 60
    assert found["days"] > 5
    assert found["ends"] == [180]
    assert found["without"] > 0
    assert found["told"] == [True]
    manage("obligations", "check")

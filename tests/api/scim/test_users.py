"""What a directory asks, and that somebody has left; and what is refused."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from ledger.models import Entry
from people.models import User
from people.roles import Role
from tests import cast as given
from tests.api.conftest import Caller
from tests.api.scim.conftest import GONE, USERS, Sends, patch, told
from tests.cast import Cast
from tests.ledger.reading import last


def test_a_directory_finds_people_before_it_makes_them(directory: Sends, cast: Cast) -> None:
    found = directory("get", query=f'filter=userName eq "{cast.lead.email.upper()}"').json()
    assert [each["id"] for each in found["Resources"]] == [str(cast.lead.pk)]
    nobody = directory("get", query='filter=externalId eq "none"').json()
    assert (nobody["totalResults"], nobody.get("Resources", [])) == (0, [])
    some = directory("get", query="startIndex=2&count=3&attributes=userName").json()
    assert (some["startIndex"], some["itemsPerPage"]) == (2, 3)
    assert some["totalResults"] == User.objects.count()
    assert {frozenset(each) for each in some["Resources"]} == {
        frozenset({"schemas", "id", "userName"})
    }
    wrong = directory("get", query="filter=userName is wrong")
    assert (wrong.status_code, wrong.json()["scimType"]) == (400, "invalidFilter")


def test_whoever_is_not_active_has_left(directory: Sends, cast: Cast) -> None:
    channel = given.live_channel(cast)
    gone = directory("patch", cast.lead.pk, GONE)
    assert (gone.status_code, gone.json()["active"]) == (200, False)
    cast.lead.refresh_from_db()
    channel.refresh_from_db()
    assert (cast.lead.is_active, channel.lead) == (False, None)
    assert last("person.leave").actor == "the organisation's directory"
    entries = Entry.objects.count()
    assert directory("patch", cast.lead.pk, GONE).status_code == 200
    assert Entry.objects.count() == entries  # said twice is done once


def test_a_dry_run_says_what_would_be_and_does_nothing(directory: Sends, cast: Cast) -> None:
    given.live_channel(cast)
    before = Entry.objects.count()
    said = directory("patch", cast.lead.pk, GONE, query="dryRun=true")
    assert (said.status_code, said.json()["active"]) == (200, True)
    would = said.json()["urn:keyholder:params:scim:schemas:2.0:DryRun"]
    assert would["leaves"] is True
    assert (Entry.objects.count(), User.objects.get(pk=cast.lead.pk).is_active) == (before, True)
    directory("patch", cast.lead.pk, GONE)
    done = last("person.leave").facts
    assert {name: len(names) for name, names in would["wouldBeDue"].items()} == {
        name: done[name] for name in would["wouldBeDue"]
    }
    assert directory("delete", cast.member.pk, query="dryRun=true").status_code == 200
    assert directory("post", body=told(), query="dryRun=true").status_code == 200
    assert not User.objects.filter(email="new@riverside.invalid").exists()
    assert directory("delete", cast.member.pk, query="dryRun=maybe").status_code == 400
    assert User.objects.get(pk=cast.member.pk).is_active


@pytest.mark.parametrize("body", [{}, {"Operations": []}, patch({"op": "shout"}), patch(), [1]])
def test_what_cannot_be_read_is_said(directory: Sends, cast: Cast, body: Any) -> None:
    answer = directory("patch", cast.member.pk, body)
    assert answer.status_code == 400
    assert answer.json()["detail"]


def test_a_token_of_another_scope_is_none(cast: Cast, caller: Caller) -> None:
    assert Client().get(USERS).status_code == 401
    assert Client().get("/scim/v2/Groups").status_code == 401
    other = caller("register:read", "ledger:read")
    assert other.get(USERS).status_code == 403
    assert other.patch(f"{USERS}/{cast.lead.pk}", GONE, "application/scim+json").status_code == 403
    assert User.objects.get(pk=cast.lead.pk).is_active


def test_the_last_steward_leaves_as_well(directory: Sends, cast: Cast) -> None:
    """Who has left has left; an operator makes another first one."""
    directory("patch", cast.steward.pk, GONE)
    assert not User.objects.holding(Role.STEWARD).exists()

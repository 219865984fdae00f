"""Another name, another address, another id: what the directory may change, and what not."""

from __future__ import annotations

from people.models import DirectoryEntry, User
from tests.api.scim.conftest import Sends, patch, renamed, told
from tests.cast import Cast


def test_a_found_person_is_known_to_the_directory(directory: Sends, cast: Cast) -> None:
    directory("patch", cast.lead.pk, renamed("externalId", "e-2"))
    assert DirectoryEntry.objects.get(person=cast.lead).external_id == "e-2"
    taken = directory("patch", cast.member.pk, renamed("externalId", "e-2"))
    assert taken.status_code == 409


def test_an_address_of_whoever_decides_is_not_the_directory_s(directory: Sends, cast: Cast) -> None:
    before = cast.officer.email
    refused = directory("patch", cast.officer.pk, renamed("userName", "thief@riverside.invalid"))
    assert refused.status_code == 409
    assert "A steward changes their address" in refused.json()["detail"]
    assert User.objects.get(pk=cast.officer.pk).email == before
    moved = directory("patch", cast.member.pk, renamed("userName", "married@riverside.invalid"))
    assert moved.json()["userName"] == "married@riverside.invalid"


def test_a_whole_person_may_be_put(directory: Sends, cast: Cast) -> None:
    put = directory("put", cast.member.pk, told("Another Name", userName=cast.member.email))
    assert put.json()["displayName"] == "Another Name"
    without = directory("put", cast.member.pk, told("Another Name", userName=""))
    assert (without.status_code, without.json()["scimType"]) == (400, "invalidValue")


def test_two_things_in_one_patch_happen_together_or_not_at_all(
    directory: Sends, cast: Cast
) -> None:
    both = patch(
        {"op": "replace", "path": "userName", "value": "thief@riverside.invalid"},
        {"op": "replace", "path": "active", "value": False},
    )
    assert directory("patch", cast.officer.pk, both).status_code == 409
    assert User.objects.get(pk=cast.officer.pk).is_active

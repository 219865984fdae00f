"""Somebody is new in the directory."""

from __future__ import annotations

from ledger.models import Entry
from people.models import User
from tests.api.scim.conftest import USERS, Sends, told
from tests.cast import Cast
from tests.ledger.reading import last


def test_somebody_new_can_do_nothing_yet(directory: Sends) -> None:
    made = directory(
        "post", body=told(externalId="e-1", title="Nurse", emails=[{"value": "a@b.cd"}])
    )
    assert made.status_code == 201
    assert made["Content-Type"] == "application/scim+json"
    person = User.objects.get(email="new@riverside.invalid")
    assert (
        made["Location"]
        == made.json()["meta"]["location"]
        == f"http://testserver{USERS}/{person.pk}"
    )
    assert (person.name, person.in_directory.external_id) == ("New Person", "e-1")
    assert not person.has_usable_password()
    assert not person.roles
    assert last("person.add_from_directory").actor == "the organisation's directory"
    assert directory("get", person.pk).json()["active"] is True


def test_whoever_is_here_already_is_a_conflict(directory: Sends, cast: Cast) -> None:
    before = Entry.objects.count()
    again = directory("post", body=told(userName=cast.lead.email.upper()))
    assert (again.status_code, again.json()["scimType"]) == (409, "uniqueness")
    assert "userName: Somebody has this e-mail address already." in again.json()["detail"]
    assert Entry.objects.count() == before

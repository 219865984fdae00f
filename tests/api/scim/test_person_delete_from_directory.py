"""Deleted there: left here."""

from __future__ import annotations

from people.models import User
from tests.api.scim.conftest import GONE, Sends, told
from tests.cast import Cast


def test_deleted_is_gone_for_the_directory_alone(directory: Sends, cast: Cast) -> None:
    assert directory("delete", cast.member.pk).status_code == 204
    for method, body in (("get", None), ("patch", GONE), ("delete", None)):
        assert directory(method, cast.member.pk, body).status_code == 404
    person = User.objects.get(pk=cast.member.pk)
    assert not person.is_active
    made = directory("post", body=told(userName=cast.member.email))
    assert (made.status_code, made.json()["id"]) == (201, str(person.pk))

"""What somebody tried with a directory's token, kept so that it stays shut."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import pytest

from people.models import User
from tests.api.scim.conftest import GONE, Sends, renamed, told
from tests.cast import Cast

SEARCH = "urn:ietf:params:scim:api:messages:2.0:SearchRequest"


def test_whoever_is_back_chooses_no_password_before_a_steward_invites_them(
    directory: Sends, cast: Cast
) -> None:
    User.objects.filter(pk=cast.member.pk).update(invited_at=cast.member.date_joined)
    directory("delete", cast.member.pk)
    back = directory("post", "", told(userName=cast.member.email))
    assert back.json()["id"] == str(cast.member.pk)
    moved = directory("patch", cast.member.pk, renamed("userName", "other@riverside.invalid"))
    assert moved.status_code == 200
    person = User.objects.get(pk=cast.member.pk)
    assert not person.may_choose_a_password
    assert person not in User.objects.choosing_passwords()
    assert person in User.objects.without_password()


def test_nor_whoever_had_signed_in(directory: Sends, cast: Cast) -> None:
    User.objects.filter(pk=cast.member.pk).update(last_login=cast.member.date_joined)
    directory("patch", cast.member.pk, GONE)
    directory("patch", cast.member.pk, renamed("active", True))
    assert not User.objects.get(pk=cast.member.pk).may_choose_a_password


@pytest.mark.parametrize(
    "asked",
    [
        {"filter": 'userName eq "a\\u0000b"'},
        {"filter": 'externalId eq "\\u0000"'},
        {"filter": 'userName eq "\\ud800"'},
        {"startIndex": "9" * 23},
        {"startIndex": "9223372036854775807"},
    ],
)
def test_nothing_that_no_database_takes_is_our_fault(
    directory: Sends, cast: Cast, asked: dict[str, Any]
) -> None:
    by_address = directory("get", query=urlencode(asked))
    assert by_address.status_code in (200, 400)
    by_body = directory("post", ".search", {"schemas": [SEARCH]} | asked)
    assert by_body.status_code in (200, 400)


def test_a_new_name_with_a_nul_is_refused(directory: Sends) -> None:
    assert directory("post", "", told(userName="a\0@riverside.invalid")).status_code == 400

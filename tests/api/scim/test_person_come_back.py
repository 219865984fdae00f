"""Somebody is back, with nothing of what they had."""

from __future__ import annotations

from people.models import User
from tests.api.scim.conftest import GONE, Sends, renamed
from tests.cast import Cast


def test_whoever_is_back_has_nothing_of_before(directory: Sends, cast: Cast) -> None:
    cast.officer.set_password("correct horse battery staple")
    cast.officer.save()
    directory("patch", cast.officer.pk, GONE)
    back = directory("patch", cast.officer.pk, renamed("active", True))
    assert back.json()["active"] is True
    person = User.objects.get(pk=cast.officer.pk)
    assert (person.is_active, person.left_on, person.roles) == (True, None, frozenset())
    assert not person.has_usable_password()

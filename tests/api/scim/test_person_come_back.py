"""Somebody is back, with nothing of what they had."""

from __future__ import annotations

from django.utils import timezone

from people.models import Link, User
from tests.api.scim.conftest import GONE, Sends, renamed
from tests.cast import Cast


def test_whoever_is_back_has_nothing_of_before(directory: Sends, cast: Cast) -> None:
    cast.officer.set_password("correct horse battery staple")
    cast.officer.save()
    Link.objects.create(
        person=cast.officer, issuer="https://sso.invalid", subject="1", linked_at=timezone.now()
    )
    directory("patch", cast.officer.pk, GONE)
    back = directory("patch", cast.officer.pk, renamed("active", True))
    assert back.json()["active"] is True
    person = User.objects.get(pk=cast.officer.pk)
    assert (person.is_active, person.left_on, person.roles) == (True, None, frozenset())
    assert not person.has_usable_password()
    assert not person.has_second_step
    assert not person.links.filter(ended_at=None).exists()


def test_what_a_steward_ended_is_a_steward_s_to_give_back(directory: Sends, cast: Cast) -> None:
    """Their roles are there still, which the directory gives nobody."""
    User.objects.filter(pk=cast.officer.pk).update(is_active=False)
    back = directory("patch", cast.officer.pk, renamed("active", True))
    assert back.status_code == 409
    assert "A steward ended their sign-in" in back.json()["detail"]
    assert not User.objects.get(pk=cast.officer.pk).is_active

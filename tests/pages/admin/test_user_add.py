"""A steward adds somebody, who then sets a password of their own."""

import pytest
from django.core import mail
from django.test import Client

from ledger.models import Entry, Notice
from people.models import Membership, User
from tests.cast import Cast
from tests.ledger.reading import acts, last
from tests.pages.admin.forms import person
from tests.pages.conftest import SignIn

PAGE = "/admin/people/user/add/"


def added() -> User:
    return User.objects.get(email="new@riverside.invalid")


def test_whoever_is_new_has_no_password_yet(cast: Cast, steward: Client) -> None:
    assert steward.post(PAGE, person(cast, "new")).status_code == 302
    assert not added().has_usable_password()


@pytest.mark.parametrize("role", ["officer", "steward"])
def test_they_may_come_with_a_role_that_waits(cast: Cast, steward: Client, role: str) -> None:
    assert steward.post(PAGE, person(cast, "new", give=[role])).status_code == 302
    assert not added().roles
    assert [each.waits_for for each in added().waiting_roles] == ["agreement"]
    assert acts() == ["user.add", "person.give_role"]


def test_the_entry_names_whom_and_by_whom(cast: Cast, steward: Client) -> None:
    steward.post(PAGE, person(cast, "new"))
    entry = Entry.objects.get(act="user.add")
    assert (entry.subject_id, entry.actor_id) == (added().pk, cast.steward.pk)
    assert last("user.add").words["email"] == "nothing → new@riverside.invalid"


def test_they_may_come_with_a_team(cast: Cast, steward: Client) -> None:
    rows = {"memberships-TOTAL_FORMS": "1", "memberships-0-team": str(cast.team.pk)}
    steward.post(PAGE, person(cast, "new") | rows)
    assert Membership.objects.get(user=added()).team == cast.team
    assert last("user.add").words["memberships"] == "added New in Children's Therapies"


def test_same_address_in_capitals_is_refused(cast: Cast, steward: Client) -> None:
    answer = steward.post(PAGE, person(cast, "LEAD"))
    assert "Somebody has this e-mail address already." in answer.text


def test_nobody_else_adds_anybody(cast: Cast, sign_in: SignIn) -> None:
    assert sign_in(cast.head).post(PAGE, person(cast, "new")).status_code == 302
    assert not User.objects.filter(email="new@riverside.invalid").exists()


def test_nobody_is_told(cast: Cast, steward: Client) -> None:
    """Stewards settle it, and it stands in the ledger."""
    steward.post(PAGE, person(cast, "new"))
    assert not Notice.objects.exists()
    assert mail.outbox == []

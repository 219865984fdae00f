"""A steward changes somebody: their address, whether they may sign in, and their roles."""

from typing import Any

from django.http import HttpResponse
from django.test import Client

from ledger import verification
from ledger.models import Entry
from people.models import User
from tests.cast import Cast
from tests.ledger.reading import last
from tests.pages.admin.forms import memberships, person, roles
from tests.pages.conftest import SignIn


def change(client: Client, cast: Cast, who: str, **other: Any) -> Any:
    user = cast.everybody[who]
    return client.post(f"/admin/people/user/{user.pk}/change/", person(cast, who, **other))


def test_giving_a_role_is_recorded_in_words(cast: Cast, steward: Client) -> None:
    change(steward, cast, "member", groups=roles("officer", "steward"))
    member = User.objects.get(pk=cast.member.pk)
    assert member.roles == {"officer", "steward"}
    assert member.is_staff
    assert last("user.change").words["groups"] == "nothing → officer, steward"
    assert verification.verify().in_order


def test_taking_a_role_ends_the_admin(cast: Cast, steward: Client) -> None:
    change(steward, cast, "member", groups=roles("steward"))
    change(steward, cast, "member")
    assert not User.objects.get(pk=cast.member.pk).is_staff
    assert last("user.change").words["groups"] == "steward → nothing"


def test_saving_without_a_change_records_nothing(cast: Cast, steward: Client) -> None:
    change(steward, cast, "member", name="Member", phone="")
    assert not Entry.objects.filter(act="user.change").exists()


def test_last_steward_stays(cast: Cast, steward: Client) -> None:
    answer: HttpResponse = change(steward, cast, "steward")
    assert "This is the last steward." in answer.content.decode()
    assert User.objects.get(pk=cast.steward.pk).roles == {"steward"}


def test_another_steward_may_go(cast: Cast, steward: Client) -> None:
    change(steward, cast, "member", groups=roles("steward"))
    change(steward, cast, "steward")
    assert not User.objects.get(pk=cast.steward.pk).roles


def test_an_ended_membership_is_recorded_in_words(cast: Cast, steward: Client) -> None:
    rows = memberships("member") | {"memberships-0-ended_on": "2027-01-04"}
    change(steward, cast, "member", **rows)
    assert cast.member.memberships.get().ended_on is not None
    said = last("user.change").words["memberships"]
    assert said == "changed Member in Children's Therapies: ended_on"


def test_nobody_else_changes_anybody(cast: Cast, sign_in: SignIn) -> None:
    assert change(sign_in(cast.head), cast, "member", name="Other").status_code == 302
    assert User.objects.get(pk=cast.member.pk).name == "Member"

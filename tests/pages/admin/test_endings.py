"""What a steward ends in the admin ends what came with it: keys, lines, openings, channels."""

from typing import Any

import pytest
from django.test import Client

from governance.keys import acts as keys
from governance.models import Channel
from ledger import verification
from people.models import Membership, User
from tests import cast as given
from tests.cast import TODAY, Cast
from tests.ledger.reading import last
from tests.pages.admin.forms import memberships, person
from tests.pages.conftest import SignIn
from vault.models import Rotation


@pytest.fixture
def held(cast: Cast, steward: Client) -> Channel:
    channel = given.approved_channel(cast)
    keys.deposit(channel, given.keys(), by=cast.officer2, today=TODAY)
    return channel


def change(client: Client, cast: Cast, who: str, **other: Any) -> Any:
    user = cast.everybody[who]
    sent = person(cast, who, **other)
    return client.post(
        f"/admin/people/user/{user.pk}/change/", {k: v for k, v in sent.items() if v}
    )


def test_who_may_no_longer_sign_in_knows_the_keys(
    cast: Cast, held: Channel, steward: Client, sign_in: SignIn
) -> None:
    theirs = sign_in(cast.lead)
    change(steward, cast, "lead", is_active="")
    held.refresh_from_db()
    assert held.lead is None
    assert Rotation.objects.get().cause == "leaver"
    assert held.holders.get(user=cast.lead).removal_wanted_on == TODAY
    assert theirs.get("/channels/").status_code == 302
    assert verification.verify().in_order


def test_a_membership_that_ended_on_a_persons_page(
    cast: Cast, held: Channel, steward: Client
) -> None:
    rows = memberships("lead") | {"memberships-0-ended_on": "2027-01-04"}
    change(steward, cast, "lead", **rows)
    held.refresh_from_db()
    assert (held.lead, Rotation.objects.get().cause) == (None, "role")
    ended = last("user.change").facts["memberships_ended"]
    assert ended == [{"team": str(cast.team.pk), "user": str(cast.lead.pk)}]


def test_a_membership_that_ended_on_a_teams_page(
    cast: Cast, held: Channel, steward: Client
) -> None:
    there = Membership.objects.get(user=cast.lead)
    sent = {
        "name": cast.team.name,
        "kind": "service",
        "manager": str(cast.manager.pk),
        "memberships-TOTAL_FORMS": "1",
        "memberships-INITIAL_FORMS": "1",
        "memberships-0-id": str(there.pk),
        "memberships-0-team": str(cast.team.pk),
        "memberships-0-user": str(cast.lead.pk),
        "memberships-0-is_lead": "on",
        "memberships-0-ended_on": "2027-01-04",
    }
    steward.post(f"/admin/people/team/{cast.team.pk}/change/", sent)
    held.refresh_from_db()
    assert (held.lead, Rotation.objects.get().cause) == (None, "role")
    assert verification.verify().in_order


def test_another_change_ends_nothing(cast: Cast, held: Channel, steward: Client) -> None:
    change(steward, cast, "lead", phone="0123")
    held.refresh_from_db()
    assert held.lead == cast.lead
    assert not Rotation.objects.exists()


def test_who_comes_back_may_leave_again(cast: Cast, steward: Client) -> None:
    User.objects.filter(pk=cast.member.pk).update(is_active=False, left_on=TODAY)
    change(steward, cast, "member")
    found = User.objects.get(pk=cast.member.pk)
    assert (found.is_active, found.left_on) == (True, None)


def test_an_own_end_date_is_written_down(cast: Cast, steward: Client) -> None:
    change(steward, cast, "member", ends_on="2027-03-31")
    assert str(User.objects.get(pk=cast.member.pk).ends_on) == "2027-03-31"
    answer = change(steward, cast, "member", ends_on="2026-03-31")
    assert "This day is past." in answer.text

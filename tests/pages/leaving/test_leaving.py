"""The pages of leaving: one person, several, taking it back, and the work that is left."""

import pytest
from django.test import Client

from governance import leaving
from governance.access import acts as access
from governance.keys import acts as keys
from governance.models import Channel, Holder
from people.models import User
from tests import cast as given
from tests.cast import TODAY, Cast
from tests.pages.conftest import SignIn


@pytest.fixture
def channel(cast: Cast, sign_in: SignIn) -> Channel:
    """At noon of the cast's day; its keys were typed by an officer."""
    made = given.approved_channel(cast)
    keys.deposit(made, given.keys(), by=cast.officer2, today=TODAY)
    return made


@pytest.fixture
def manager(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.manager)


def test_a_manager_lets_somebody_go(cast: Cast, channel: Channel, manager: Client) -> None:
    sent = {"email": "LEAD@riverside.invalid", "day": "4/1/2027"}
    there = manager.post("/leaving/", sent).headers["Location"]
    assert there == f"/leaving/{cast.lead.pk}?day=2027-01-04"
    page = manager.get(there).text
    assert "Their sign-in, roles, teams and tokens end" in page
    assert 'value="2027-01-04"' in page
    done = manager.post(there, {"day": "2027-01-04"}, follow=True).text
    assert "Lead has left. Still to do, to remove or collect: 1, keys to change: 1," in done
    assert not User.objects.get(pk=cast.lead.pk).is_active


def test_a_day_ahead_is_shown_and_taken_back(cast: Cast, manager: Client) -> None:
    there = f"/leaving/{cast.member.pk}"
    page = manager.post(there, {"day": "8 January 2027"}, follow=True).text
    assert "Member leaves on 8 January 2027. Until then nothing changes." in page
    assert "Who is about to leave" in page
    page = manager.post(f"{there}/stays", follow=True).text
    assert "Member stays." in page
    assert "Who is about to leave" not in page
    assert (
        "Nobody said that this person leaves." in manager.post(f"{there}/stays", follow=True).text
    )


def test_wrong_days_and_addresses_are_told_at_their_field(cast: Cast, manager: Client) -> None:
    answer = manager.post("/leaving/", {"email": "outsider@riverside.invalid", "day": "x"})
    assert answer.status_code == 400
    assert "Enter a real date" in answer.text
    answer = manager.post("/leaving/", {"email": "outsider@riverside.invalid", "day": "4/1/2027"})
    assert "Nobody in the teams that you manage has this address." in answer.text
    answer = manager.post(f"/leaving/{cast.member.pk}", {"day": "4/1/2099"})
    assert (answer.status_code, "more than two years ahead" in answer.text) == (400, True)


def test_a_pasted_list_is_done_line_by_line(cast: Cast, sign_in: SignIn) -> None:
    steward = sign_in(cast.steward)
    sent = {"people": "member@riverside.invalid\nnobody@riverside.invalid, 1/2/2027"}
    page = steward.post("/leaving/several", sent).text
    assert "Member has left." in page
    assert "Nobody here has this address." in page
    assert not User.objects.get(pk=cast.member.pk).is_active


@pytest.mark.parametrize("name", ["member", "lead", "officer", "head", "auditor"])
def test_everybody_else_learns_who_says_so(cast: Cast, sign_in: SignIn, name: str) -> None:
    client = sign_in(cast.everybody[name])
    assert "Only a steward, the manager of a team" in client.get("/leaving/").text
    sent = {"people": "outsider@riverside.invalid"}
    assert "Only a steward" in client.post("/leaving/several", sent).text
    assert client.post(f"/leaving/{cast.outsider.pk}", {"day": "2027-01-04"}).status_code == 403
    assert client.post(f"/leaving/{cast.outsider.pk}/stays").status_code == 403
    assert User.objects.get(pk=cast.outsider.pk).is_active


def test_work_is_listed_with_its_acts_and_ticked_off(
    cast: Cast, channel: Channel, sign_in: SignIn
) -> None:
    """A manager, who is told of it, can do what the list says."""
    leaving.leave(cast.lead, by=cast.manager, today=TODAY)
    line = channel.holders.get(user=cast.lead)
    for client in (sign_in(cast.manager), sign_in(cast.officer)):
        page = client.get("/leaving/to-do").text
        for words in ("People to remove", "Keys to change", "Channels without a lead"):
            assert words in page
        assert f"/channels/{channel.pk}/access/{line.pk}/remove" in page
        assert f'href="/channels/{channel.pk}/keys"' in page
    there = f"/channels/{channel.pk}/access/{line.pk}/remove"
    page = sign_in(cast.manager).post(there, {"from_work": "1"}, follow=True).text
    assert "Lead was removed." in page
    assert "People to remove" not in page
    assert Holder.objects.get(pk=line.pk).removed_by == cast.manager


def test_tools_and_devices_have_parts_of_their_own(
    cast: Cast, channel: Channel, sign_in: SignIn
) -> None:
    phone = {"kind": "device", "name": "Phone", "where": "At home", "level": "full"}
    access.add(channel, by=cast.officer, today=TODAY, email=cast.member.email, **phone)
    leaving.leave(cast.member, by=cast.steward, today=TODAY)
    page = sign_in(cast.officer).get("/leaving/to-do").text
    assert "Devices to collect" in page
    assert "Phone (Member)" in page


def test_work_of_others_is_not_shown(cast: Cast, channel: Channel, sign_in: SignIn) -> None:
    leaving.leave(cast.lead, by=cast.manager, today=TODAY)
    assert "Nothing waits." in sign_in(cast.outsider).get("/leaving/to-do").text

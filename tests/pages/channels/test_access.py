"""The pages of an access list: who and what can act, and how the channel is acted on."""

import uuid

import pytest
from django.test import Client

from governance.access import acts as access
from governance.models import Channel, Holder
from tests import cast as given
from tests.cast import TODAY, Cast
from tests.pages.conftest import SignIn

PHONE = {"kind": "device", "name": "Ward phone", "where": "Drawer 2", "level": "full"}


@pytest.fixture
def channel(cast: Cast, sign_in: SignIn) -> Channel:
    """At noon of the cast's day."""
    return given.approved_channel(cast)


@pytest.fixture
def officer(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.officer)


@pytest.fixture
def phone(cast: Cast, channel: Channel) -> Holder:
    return access.add(channel, by=cast.lead, today=TODAY, contact="Ext. 4412", **PHONE)


def at(channel: Channel, rest: str = "") -> str:
    return f"/channels/{channel.pk}/access{rest}"


def test_list_says_who_can_act_and_how_to_reach_them(
    officer: Client, channel: Channel, phone: Holder
) -> None:
    page = officer.get(at(channel)).text
    for words in ("Ward phone", "Drawer 2", "Ext. 4412", "Full control", "Not confirmed yet"):
        assert words in page
    assert "keys of the channel are not deposited" in page


def test_who_is_offered_what(cast: Cast, channel: Channel, phone: Holder, sign_in: SignIn) -> None:
    offered = {
        "officer": {"Confirm Ward phone", "Remove Ward phone", "Add somebody", "Change this"},
        "lead": {"Remove Ward phone", "Add somebody"},
        "member": set[str](),
    }
    for name, words in offered.items():
        page = sign_in(cast.everybody[name]).get(at(channel)).text
        assert {each for each in offered["officer"] if each in page} == words, name


def test_list_says_when_it_is_tested_again_and_how(
    cast: Cast, channel: Channel, sign_in: SignIn
) -> None:
    """The lead, who is told first, reads who does it and where."""
    assert "Test it again" not in sign_in(cast.lead).get(at(channel)).text
    given.hold_access(cast, channel)
    page = sign_in(cast.lead).get(at(channel)).text
    assert "Test it again by 4 January 2028: an officer signs in with" in page
    assert f'href="/channels/{channel.pk}/keys"' in page
    Channel.objects.filter(pk=channel.pk).update(access_method="device")
    line = access.add(channel, by=cast.lead, today=TODAY, **PHONE)
    access.confirm(line, by=cast.officer, today=TODAY)
    page = sign_in(cast.lead).get(at(channel)).text
    assert "confirms the lines below that are right" in page
    assert f'href="/channels/{channel.pk}/keys"' not in page


def test_somebody_is_added(officer: Client, channel: Channel) -> None:
    assert "Never write anybody" in officer.get(at(channel, "/add")).text
    sent = {"kind": "person", "email": "member@riverside.invalid", "level": "publish"}
    assert officer.post(at(channel, "/add"), sent).headers["Location"] == at(channel)
    assert "Member" in officer.get(at(channel)).text


def test_what_is_wrong_is_told_at_its_field(officer: Client, channel: Channel) -> None:
    sent = {"kind": "person", "email": "nobody@riverside.invalid", "level": "full"}
    answer = officer.post(at(channel, "/add"), sent)
    assert answer.status_code == 400
    assert "Nobody here has this address." in answer.text
    assert "nobody@riverside.invalid" in answer.text


def test_line_is_confirmed_and_removed(officer: Client, channel: Channel, phone: Holder) -> None:
    confirm, remove = (at(channel, f"/{phone.pk}/{name}") for name in ("confirm", "remove"))
    assert "Ward phone is confirmed." in officer.post(confirm, follow=True).text
    page = officer.post(remove, follow=True).text
    assert "Ward phone was removed." in page
    assert "Who could act before" in page
    assert "It was removed already." in officer.post(remove, follow=True).text


@pytest.mark.parametrize("name", ["confirm", "remove"])
def test_wrong_person_changes_nothing(
    cast: Cast, channel: Channel, phone: Holder, sign_in: SignIn, name: str
) -> None:
    member = sign_in(cast.member)
    assert member.post(at(channel, f"/{phone.pk}/{name}")).status_code == 403
    assert member.get(at(channel, f"/{phone.pk}/{name}")).status_code == 405
    assert Holder.objects.get(pk=phone.pk).removed_on is None


def test_line_of_another_channel_is_not_there(cast: Cast, officer: Client, phone: Holder) -> None:
    other = given.approved_channel(cast, answers={"handle": "@other"})
    assert officer.post(at(other, f"/{phone.pk}/remove")).status_code == 404
    assert officer.get(f"/channels/{uuid.uuid4()}/access").status_code == 404


def test_method_is_changed(officer: Client, channel: Channel) -> None:
    page = officer.get(at(channel, "/method")).text
    assert "How the channel is acted on" in page
    sent = {"method": "parent", "new_tool": "Postplanner"}
    answer = officer.post(at(channel, "/method"), sent, follow=True)
    assert "How the channel is acted on: done." in answer.text
    assert "(Postplanner)" in answer.text

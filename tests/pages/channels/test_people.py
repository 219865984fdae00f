"""The page where a manager, or an officer, names who answers for a channel."""

import pytest

from governance.models import Channel
from people.models import Membership
from tests import cast as given
from tests.cast import Cast
from tests.pages.conftest import SignIn

TITLE = "Who answers for this channel"


@pytest.fixture
def channel(cast: Cast) -> Channel:
    channel = given.live_channel(cast)
    channel.administrators.clear()
    Channel.objects.filter(pk=channel.pk).update(lead=None, approval="imported")
    channel.refresh_from_db()
    return channel


def test_manager_is_led_there_and_names_people(
    cast: Cast, channel: Channel, sign_in: SignIn
) -> None:
    manager, here = sign_in(cast.manager), f"/channels/{channel.pk}/people"
    assert here in manager.get(f"/channels/{channel.pk}").text
    page = manager.get(here).text
    assert TITLE in page
    assert "member@riverside.invalid" in page
    assert "outsider@riverside.invalid" not in page
    sent = {"lead": str(cast.member.pk), "administrators": [str(cast.officer.pk)]}
    answer = manager.post(here, sent)
    assert answer.headers["Location"] == f"/channels/{channel.pk}"
    channel.refresh_from_db()
    assert channel.lead == cast.member
    assert set(channel.administrators.all()) == {cast.member, cast.officer}


def test_by_name_or_by_address(cast: Cast, channel: Channel, sign_in: SignIn) -> None:
    manager, here = sign_in(cast.manager), f"/channels/{channel.pk}/people"
    sent = {"other_lead": "outsider", "others": "Administrator\nmanager@riverside.invalid"}
    assert manager.post(here, sent).status_code == 302
    channel.refresh_from_db()
    assert channel.lead == cast.outsider
    people = {cast.outsider, cast.administrator, cast.manager}
    assert set(channel.administrators.all()) == people


def test_what_names_nobody_is_said_and_nothing_typed_is_lost(
    cast: Cast, channel: Channel, sign_in: SignIn
) -> None:
    sent = {"other_lead": "Nobody Here", "others": "x@y.invalid", "lead": str(cast.lead.pk)}
    answer = sign_in(cast.manager).post(f"/channels/{channel.pk}/people", sent)
    assert answer.status_code == 400
    assert "Nobody here is called Nobody Here." in answer.text
    assert "Nobody here has the address x@y.invalid." in answer.text
    assert 'value="Nobody Here"' in answer.text
    sent = {"other_lead": "lead, member"}
    answer = sign_in(cast.manager).post(f"/channels/{channel.pk}/people", sent)
    assert "Only one person can lead it." in answer.text


def test_what_is_wrong_stands_at_its_field(cast: Cast, channel: Channel, sign_in: SignIn) -> None:
    given.policy(cast)
    sent = {"lead": str(cast.member.pk), "administrators": []}
    answer = sign_in(cast.manager).post(f"/channels/{channel.pk}/people", sent)
    assert answer.status_code == 400
    assert "Member has not read the current policy." in answer.text
    assert "Name two people at least." in answer.text
    answer = sign_in(cast.manager).post(f"/channels/{channel.pk}/people", {})
    assert "Say who leads it." in answer.text


def test_team_without_members_is_named_by_address(
    cast: Cast, channel: Channel, sign_in: SignIn
) -> None:
    Membership.objects.filter(team=channel.team).delete()
    manager, here = sign_in(cast.manager), f"/channels/{channel.pk}/people"
    assert TITLE in manager.get(here).text
    assert "Say who leads it." in manager.post(here, {}).text
    sent = {"other_lead": "manager@riverside.invalid", "administrators": [str(cast.head.pk)]}
    assert manager.post(here, sent).status_code == 302


def test_others_are_told_who_can(cast: Cast, channel: Channel, sign_in: SignIn) -> None:
    page = sign_in(cast.outsider).get(f"/channels/{channel.pk}").text
    assert f"/channels/{channel.pk}/people" not in page
    here = f"/channels/{channel.pk}/people"
    assert "Only a communications officer or the manager" in sign_in(cast.member).get(here).text
    assert sign_in(cast.member).post(here, {}).status_code == 403

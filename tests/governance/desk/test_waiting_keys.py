"""What of the keys and access lists waits for whom on the landing page."""

import pytest
import time_machine

from governance import leaving
from governance.desk import waiting
from governance.desk.waiting import keys as waiting_keys
from governance.keys import acts as keys
from governance.models import Channel
from governance.obligations import checking
from ledger.actors import OPERATOR
from people.models import User
from people.roles import Role
from tests import cast as given
from tests.cast import NOON, TODAY, Cast
from tests.governance.access.conftest import listed
from tests.governance.builders import retire
from tests.governance.outcomes import OFFICERS
from vault import grants, rotations
from vault.models import Cause, Custodian, Grant, Rotation


@pytest.fixture
def channel(cast: Cast) -> Channel:
    return given.live_channel(cast)


def whom(cast: Cast, words: str) -> set[str]:
    return {name for name, user in cast.everybody.items() if words in titles(user)}


def titles(user: User) -> str:
    return "\n".join(each.title for each in waiting.waiting_for(user, TODAY))


def due(channel: Channel, cast: Cast) -> Rotation:
    assert channel.custodian is not None
    return rotations.fall_due(channel.custodian, Cause.REASON, by=cast.officer, today=TODAY)


def test_new_keys_wait_for_those_who_can_put_them_in_place(cast: Cast, channel: Channel) -> None:
    due(channel, cast)
    own = {"lead", "administrator"}
    assert whom(cast, "Put new keys in place: Children's Therapies") == own
    keys.deposit(channel, {"password": given.keys()["password"]}, by=cast.lead, today=TODAY)
    assert whom(cast, "Put new keys in place") == set()
    assert whom(cast, "Confirm the new keys: Children's Therapies") == own


def test_untested_keys_wait_for_officers(cast: Cast) -> None:
    channel = given.approved_channel(cast)
    keys.deposit(channel, given.keys(), by=cast.lead, today=TODAY)
    assert whom(cast, "Test the keys: Children's Therapies") == OFFICERS


def test_leaver_waits_to_be_removed(cast: Cast, channel: Channel) -> None:
    listed(channel, cast.member, cast)
    leaving.leave(cast.member, by=OPERATOR, today=TODAY)
    assert whom(cast, "Remove who has left: Children's Therapies") == OFFICERS


def test_channel_without_a_lead_waits_for_its_manager(cast: Cast, channel: Channel) -> None:
    Channel.objects.update(lead=None)
    checking.rebuild(TODAY)
    assert whom(cast, "Name a lead: Children's Therapies") == {"manager"}


def test_one_that_is_not_live_yet_waits_for_its_manager_too(cast: Cast) -> None:
    given.approved_channel(cast)
    leaving.leave(cast.lead, by=OPERATOR, today=TODAY)
    assert whom(cast, "Name a lead: Children's Therapies") == {"manager"}


def test_nothing_of_a_retired_channel_waits(cast: Cast, channel: Channel) -> None:
    due(channel, cast)
    retire(channel, cast)
    assert whom(cast, "Children's Therapies") == set()


@pytest.fixture
def asked(cast: Cast, channel: Channel) -> Grant:
    assert channel.custodian is not None
    wish = grants.Wish(reason="A post must come down.")
    return grants.request(channel.custodian, wish, in_hours=True, by=cast.officer, today=TODAY)


def test_request_waits_for_another_officer(cast: Cast, channel: Channel, asked: Grant) -> None:
    assert whom(cast, "Decide who opens keys") == {"officer2", "head"}
    [found] = waiting_keys.openings(cast.head, TODAY)
    assert found.href == f"/channels/{channel.pk}/keys/openings/{asked.pk}"
    assert found.detail == "Officer"


def test_a_steward_decides_nothing(cast: Cast, asked: Grant) -> None:
    given.appoint(cast.head, Role.STEWARD)
    assert waiting_keys.openings(User.objects.get(pk=cast.head.pk), TODAY) == []


@time_machine.travel(NOON, tick=False)
def test_account_waits_for_whoever_opened_at_once(cast: Cast, channel: Channel) -> None:
    given.on_duty(cast.on_call)
    assert channel.custodian is not None
    glass = grants.AtOnce(signed_in_at=NOON, account_by=TODAY)
    wish = grants.Wish(reason="A post must come down.")
    grants.immediate(channel.custodian, wish, glass, in_hours=False, by=cast.on_call, today=TODAY)
    assert whom(cast, "Say what you did with the keys") == {"on_call"}


def test_keys_of_a_tool_are_found_by_their_own_address(cast: Cast, asked: Grant) -> None:
    Channel.objects.update(custodian=None)
    [found] = waiting_keys.openings(cast.head, TODAY)
    assert found.href == Custodian.objects.get().path

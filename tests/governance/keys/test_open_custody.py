"""The first deposit opens custody: the vault gets to know the channel, or the tool that runs it."""

import pytest

from governance.access import custody
from governance.keys import acts as keys
from governance.models import Channel
from ledger.actors import CLOCK
from ledger.refusals import ForbiddenError, RefusedError
from tests import cast as given
from tests.cast import TODAY, Cast
from tests.governance.outcomes import OFFICERS, who_may
from tests.ledger.reading import acts, last, told
from vault.models import Custodian


def test_own_people_and_officers_open_it_for_a_channel(cast: Cast, channel: Channel) -> None:
    act = keys.opens_custody(channel)
    assert act.name == "channel.open_custody"
    assert who_may(act, channel, cast) == {*OFFICERS, "lead", "administrator"}


def test_officers_alone_open_it_for_a_tool(cast: Cast, through_a_tool: Channel) -> None:
    tool = custody.keyed(through_a_tool)
    act = keys.opens_custody(tool)
    assert act.name == "tool.open_custody"
    assert who_may(act, tool, cast) == OFFICERS
    with pytest.raises(ForbiddenError):
        keys.deposit(through_a_tool, given.keys(), by=cast.lead, today=TODAY)
    assert not Custodian.objects.exists()


def test_the_clock_deposits_nothing(channel: Channel) -> None:
    with pytest.raises(ForbiddenError):
        keys.deposit(channel, given.keys(), by=CLOCK, today=TODAY)


def test_a_page_of_roles_takes_nobodys_password(cast: Cast) -> None:
    channel = given.approved_channel(cast, platform="linkedin", answers={"handle": "company/x"})
    with pytest.raises(RefusedError, match="no password of its own") as refused:
        keys.deposit(channel, given.keys(), by=cast.officer, today=TODAY)
    assert refused.value.refusals[0].helps == "channel.add_access"
    assert custody.custodian_of(channel) is None


def test_custodian_is_called_what_the_channel_is_called(cast: Cast, channel: Channel) -> None:
    custodian = keys.opened(channel, by=cast.lead, today=TODAY)
    assert custodian.name == "Children's Therapies on Instagram"
    assert custodian.path == f"/channels/{channel.pk}/keys"
    assert not custodian.corporate
    assert Channel.objects.get(pk=channel.pk).custodian == custodian


def test_tool_has_one_custodian_for_all_that_it_runs(cast: Cast, through_a_tool: Channel) -> None:
    custodian = keys.opened(through_a_tool, by=cast.officer, today=TODAY)
    assert custodian.name == "Postplanner"
    assert custody.custodian_of(Channel.objects.get(pk=through_a_tool.pk)) == custodian
    assert last("tool.open_custody").actor == "Officer"


def test_everybody_responsible_will_be_told(cast: Cast, channel: Channel) -> None:
    custodian = keys.opened(channel, by=cast.lead, today=TODAY)
    names = {str(user) for user in custodian.responsible.all()}
    assert names == {"Lead", "Administrator", "Officer", "Officer2", "Head"}
    assert acts()[-3:] == [
        "channel.open_custody",
        "custodian.register",
        "custodian.tell_from_now_on",
    ]


def test_opened_twice_is_one_custodian(cast: Cast, channel: Channel) -> None:
    first = keys.opened(channel, by=cast.lead, today=TODAY)
    assert keys.opened(channel, by=cast.officer, today=TODAY) == first


def test_the_deposit_that_follows_tells_them(cast: Cast, channel: Channel) -> None:
    names, rotation = keys.deposit(channel, given.keys(), by=cast.lead, today=TODAY)
    assert names == ["username", "password", "recovery_mailbox", "totp_seed", "backup_codes"]
    assert rotation is None
    assert told("keys_deposited") == ["Administrator", "Head", "Officer", "Officer2"]


def test_keys_beside_held_ones_are_a_proposal(cast: Cast, channel: Channel) -> None:
    keys.deposit(channel, given.keys(), by=cast.lead, today=TODAY)
    new = {"password": given.keys()["password"]}
    names, rotation = keys.deposit(channel, new, by=cast.lead, today=TODAY)
    assert names == ["password"]
    assert rotation is not None
    assert rotation.state == "proposed"

"""Who is told of openings, what makes new keys due, and what becomes of a retired channel's."""

import datetime

import pytest

from governance.access import acts as access
from governance.access import custody
from governance.access.standing import standing
from governance.channels import acts as channels
from governance.keys import acts as keys_acts
from governance.keys import notices
from governance.models import Channel
from ledger.actors import CLOCK
from ledger.models import Notice
from ledger.refusals import ForbiddenError, RefusedError
from people.roles import Role
from tests import cast as given
from tests.cast import NOON, TODAY, Cast
from vault import grants, keytests, shredding
from vault.models import Rotation, Version


@pytest.fixture
def channel(cast: Cast) -> Channel:
    return given.live_channel(cast)


def test_going_live_is_refused_until_keys_are_held_and_tested(cast: Cast) -> None:
    channel = given.approved_channel(cast)
    checks = {"url": channel.url, **given.SET_UP}
    channels.confirm_set_up(channel, by=cast.officer, today=TODAY, **checks)
    with pytest.raises(RefusedError) as refused:
        channels.go_live(channel, by=cast.officer, today=TODAY)
    assert "not deposited" in refused.value.sentences[0]
    assert "second step" in refused.value.sentences[1]
    keys_acts.deposit(channel, given.keys(), by=cast.lead, today=TODAY)
    with pytest.raises(RefusedError, match="not tested"):
        channels.go_live(channel, by=cast.officer, today=TODAY)


def test_a_new_officer_is_told_from_now_on(cast: Cast, channel: Channel) -> None:
    assert notices.keep_in_step(today=TODAY) == 0
    new = given.person("new", cast.communications, roles=[Role.OFFICER])
    assert notices.keep_in_step(today=TODAY) == 1
    assert channel.custodian is not None
    assert channel.custodian.responsible.filter(pk=new.pk).exists()


def test_a_compromised_channel_makes_new_keys_due(cast: Cast, channel: Channel) -> None:
    channels.suspend(
        channel, by=cast.officer, today=TODAY, cause="compromised", reason="Strange posts."
    )
    assert Rotation.objects.get().cause == "compromise"


def test_content_alone_makes_none_due(cast: Cast, channel: Channel) -> None:
    channels.suspend(channel, by=cast.officer, today=TODAY, cause="content", reason="A post.")
    assert not Rotation.objects.exists()


def test_a_removed_role_that_knew_the_keys_makes_them_due(cast: Cast) -> None:
    channel = given.approved_channel(cast)
    keys_acts.deposit(channel, given.keys(), by=cast.lead, today=TODAY)
    answers = {"kind": "person", "email": cast.lead.email, "level": "full"}
    holder = access.add(channel, by=cast.officer, today=TODAY, **answers)
    access.remove(holder, by=cast.officer, today=TODAY)
    assert Rotation.objects.get().cause == "role"


def test_retired_keys_are_shredded_after_the_platforms_time(cast: Cast, channel: Channel) -> None:
    closing = {"records_captured": True, "no_closing_notice": "Nobody followed it."}
    channels.prepare_closing(channel, by=cast.officer, today=TODAY, **closing)
    channels.retire(
        channel, by=cast.officer, today=TODAY, ending="closed", archive="Files", reason="Done."
    )
    back = TODAY + datetime.timedelta(days=channel.platform.recoverable_days)
    assert shredding.shred_due(today=back) == 0
    assert shredding.shred_due(today=back + datetime.timedelta(days=1)) == 1
    assert Version.objects.get().standing == "shredded"


def test_an_opening_without_an_account_is_asked_for_once(cast: Cast, channel: Channel) -> None:
    import time_machine

    assert channel.custodian is not None
    with time_machine.travel(NOON, tick=False):
        given.on_duty(cast.on_call)
        glass = grants.AtOnce(signed_in_at=NOON, account_by=TODAY)
        wish = grants.Wish(reason="A post must come down.")
        grants.immediate(
            channel.custodian, wish, glass, in_hours=False, by=cast.on_call, today=TODAY
        )
    assert notices.ask_for_accounts(today=TODAY, now=NOON) == 0
    for later in (3, 4, 9):
        day = TODAY + datetime.timedelta(days=later)
        notices.ask_for_accounts(today=day, now=NOON + datetime.timedelta(days=later))
    asked = Notice.objects.filter(kind="keys_account_due")
    assert {notice.to for notice in asked} == {cast.on_call, cast.head}
    assert asked.count() == 2


def test_the_clock_deposits_nothing(cast: Cast) -> None:
    channel = given.approved_channel(cast)
    with pytest.raises(ForbiddenError):
        keys_acts.deposit(channel, given.keys(), by=CLOCK, today=TODAY)


def test_a_channel_is_run_through_a_tool_whose_keys_are_held(cast: Cast) -> None:
    channel = given.approved_channel(cast, platform="facebook", answers={"handle": "riverside"})
    other = given.approved_channel(cast, platform="facebook", answers={"handle": "vale"})
    answers = {"method": "parent", "new_tool": "Postplanner"}
    access.set_method(channel, by=cast.officer, today=TODAY, **answers)
    assert channel.tool is not None
    also = {"method": "parent", "tool": str(channel.tool.pk)}
    access.set_method(other, by=cast.officer, today=TODAY, **also)
    for each in (channel, other):
        line = {"kind": "tool", "tool": str(channel.tool.pk), "level": "full"}
        holder = access.add(each, by=cast.officer, today=TODAY, **line)
        access.confirm(holder, by=cast.officer, today=TODAY)
    assert "keys of Postplanner are not deposited" in (standing(other).missing or "")
    with pytest.raises(ForbiddenError):
        keys_acts.deposit(channel, given.keys(), by=cast.lead, today=TODAY)
    keys_acts.deposit(channel, given.keys(), by=cast.officer, today=TODAY)
    other.refresh_from_db()
    custodian = custody.custodian_of(other)
    assert custodian is not None
    keytests.record(custodian, by=cast.officer, today=TODAY)
    assert standing(channel).held
    assert standing(other).held

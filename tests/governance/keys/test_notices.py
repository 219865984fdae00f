"""What the clock does about keys: names, who is told, and accounts that are owed."""

import datetime

import pytest
import time_machine

from governance.keys import acts as keys
from governance.keys import notices
from governance.models import Channel, Tool
from ledger.models import Notice
from people.roles import Role
from tests import cast as given
from tests.cast import NOON, TODAY, Cast
from tests.ledger.reading import acts, last, told
from vault import grants
from vault.models import Custodian


@pytest.fixture
def held(cast: Cast, channel: Channel) -> Channel:
    keys.deposit(channel, given.keys(), by=cast.lead, today=TODAY)
    return channel


def test_nothing_is_done_while_all_is_in_step(held: Channel) -> None:
    before = acts()
    assert notices.keep_in_step(today=TODAY) == 0
    assert acts() == before


def test_a_new_officer_is_told_from_now_on(cast: Cast, held: Channel) -> None:
    new = given.person("new", cast.communications, roles=[Role.OFFICER])
    assert notices.keep_in_step(today=TODAY) == 1
    assert held.custodian is not None
    assert held.custodian.responsible.filter(pk=new.pk).exists()
    assert last("custodian.tell_from_now_on").actor == "the clock"


def test_custodian_takes_the_new_name_of_its_channel(held: Channel) -> None:
    Channel.objects.filter(pk=held.pk).update(name="Therapies for children")
    notices.keep_in_step(today=TODAY)
    assert Custodian.objects.get().name == "Therapies for children on Instagram"


def test_and_of_its_tool(cast: Cast, through_a_tool: Channel) -> None:
    keys.deposit(through_a_tool, given.keys(), by=cast.officer, today=TODAY)
    Tool.objects.update(name="Planner")
    notices.keep_in_step(today=TODAY)
    assert Custodian.objects.get().name == "Planner"


def test_retired_custodian_is_left_as_it_was(cast: Cast, held: Channel) -> None:
    keys.retire(held, by=cast.officer, today=TODAY)
    given.person("new", cast.communications, roles=[Role.OFFICER])
    assert notices.keep_in_step(today=TODAY) == 0


def test_an_opening_without_an_account_is_asked_for_once(cast: Cast, held: Channel) -> None:
    assert held.custodian is not None
    with time_machine.travel(NOON, tick=False):
        given.on_duty(cast.on_call)
        glass = grants.AtOnce(signed_in_at=NOON, account_by=TODAY)
        wish = grants.Wish(reason="A post must come down.")
        grants.immediate(held.custodian, wish, glass, in_hours=False, by=cast.on_call, today=TODAY)
    assert notices.ask_for_accounts(today=TODAY, now=NOON) == 0
    owed = [
        notices.ask_for_accounts(
            today=TODAY + datetime.timedelta(days=later),
            now=NOON + datetime.timedelta(days=later),
        )
        for later in (1, 4, 9)
    ]
    assert owed == [2, 0, 0]
    assert told("keys_account_due") == ["Head", "On Call"]
    context = Notice.objects.filter(kind="keys_account_due")[0].context
    assert context["account_by"] == "4 January 2027"

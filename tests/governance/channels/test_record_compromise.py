"""A channel that is suspended already turns out to be broken into: it owes new keys from now on."""

import pytest
import time_machine

from governance.access.second_step import record_off
from governance.channels import acts as channels
from governance.channels.compromise import record_compromise
from governance.channels.suspending import suspend_by_rule
from governance.models import Channel, Obligation, Review
from ledger.actors import CLOCK
from tests import cast as given
from tests.cast import NOON, TODAY, Cast
from tests.governance.outcomes import refused, who_may, wrong
from tests.governance.reviews.days import after
from tests.ledger.reading import last, told
from vault.models import Rotation

SEEN = {"reason": "A post that nobody of us wrote."}


@pytest.fixture
def channel(cast: Cast) -> Channel:
    """Suspended by the clock, as its second step stayed off."""
    found = given.live_channel(cast)
    record_off(found, by=cast.lead, today=TODAY, seen="The password alone opened it.")
    suspend_by_rule(Channel.objects.get(), by=CLOCK, today=after(9))
    return Channel.objects.get()


@time_machine.travel(NOON, tick=False)
def test_who(cast: Cast, channel: Channel) -> None:
    assert who_may(record_compromise, channel, cast) == {"officer", "officer2", "head"}
    given.on_duty(cast.on_call)
    assert "on_call" in who_may(record_compromise, channel, cast)


def test_new_keys_are_due_and_its_people_are_told(cast: Cast, channel: Channel) -> None:
    record_compromise(channel, by=cast.officer, today=after(10), **SEEN)
    found = Channel.objects.get()
    assert (found.state, found.suspension_cause) == ("suspended", "compromised")
    assert found.suspension_reason == SEEN["reason"]
    [rotation] = Rotation.objects.filter(state="due")
    assert rotation.cause == "compromise"
    assert Obligation.objects.filter(kind="keys", channel=found, discharged_on=None).exists()
    assert {"Lead", "Head"} <= set(told("channel_suspended"))
    facts = last("channel.record_compromise").facts
    assert (facts["before"], facts["cause"]) == ("second_step", "compromised")


def test_its_security_is_looked_at_now(cast: Cast, channel: Channel) -> None:
    record_compromise(channel, by=cast.officer, today=after(10), **SEEN)
    waiting = Review.objects.get(kind="security")
    assert waiting.opens_on <= after(10)


def test_it_comes_back_with_newer_keys_only(cast: Cast, channel: Channel) -> None:
    record_compromise(channel, by=cast.officer, today=after(10), **SEEN)
    found = Channel.objects.get()
    said = refused(channels.reinstate, found, cast.head, put_right="It is ours.")
    assert "custodian.propose" in said.values()


def test_what_was_seen_is_said(cast: Cast, channel: Channel) -> None:
    assert wrong(record_compromise, channel, cast.officer, reason="") == {
        "reason": ["Say what was seen."]
    }
    assert not Rotation.objects.filter(state="due").exists()


def test_once_and_only_where_it_is_suspended(cast: Cast, channel: Channel) -> None:
    record_compromise(channel, by=cast.officer, today=after(10), **SEEN)
    found = Channel.objects.get()
    assert refused(record_compromise, found, cast.officer, **SEEN) == {
        "That somebody else has got in is known already.": "channel.reinstate"
    }
    other = given.live_channel(cast, answers={"handle": "@other"})
    assert refused(record_compromise, other, cast.officer, **SEEN) == {
        "It is not suspended: suspend it, and give this as the cause.": "channel.suspend"
    }

"""Where its second step stays off the clock suspends it, and nothing brings it back before."""

import datetime

import pytest
from django.db import IntegrityError, transaction

from governance.access.second_step import record_off, record_on
from governance.channels import acts as channels
from governance.channels import confirming
from governance.channels.suspending import suspend_by_rule, suspend_unmet
from governance.models import Channel, Obligation, Published, Rules
from governance.models.channel import LapseCause
from governance.obligations import checking
from ledger.actors import CLOCK
from ledger.models import Notice
from tests import cast as given
from tests.cast import TODAY, Cast
from tests.governance.builders import lapsed_channel
from tests.governance.channels.test_channel_unconfirmed import lapsed_for
from tests.governance.outcomes import refused, who_may, wrong
from tests.governance.reviews.days import after, run_sweep
from tests.ledger.reading import last, told

SEEN = {"seen": "The password alone opened it."}
DONE = {"what_was_done": "Switched on again."}
OFF = {
    "Its second step of signing in is off. Switch it on, and record that it is on again.": (
        "channel.record_second_step_on"
    )
}


@pytest.fixture
def channel(cast: Cast) -> Channel:
    """Live, with its second step off since the cast's day."""
    found = given.live_channel(cast)
    return off(found, cast)


def off(channel: Channel, cast: Cast, today: datetime.date = TODAY) -> Channel:
    record_off(channel, by=cast.lead, today=today, **SEEN)
    return Channel.objects.get(pk=channel.pk)


def state() -> str:
    return str(Channel.objects.get().state)


def test_the_clock_alone(cast: Cast, channel: Channel) -> None:
    assert who_may(suspend_by_rule, channel, cast) == {"clock"}


def test_it_is_live_for_the_days_of_the_rule_and_then_suspended(channel: Channel) -> None:
    for days in range(1, 8):
        run_sweep(after(days))
        assert state() == "live"
    run_sweep(after(8))
    assert state() == "suspended"
    assert not Published.objects.exists()


def test_it_says_why_and_tells_at_once(channel: Channel) -> None:
    suspend_by_rule(channel, by=CLOCK, today=after(8))
    found = Channel.objects.get()
    assert (found.suspension_cause, found.suspended_by) == ("second_step", None)
    assert found.suspension_reason == "Off since 4 January 2027: The password alone opened it."
    facts = {"from": "live", "to": "suspended", "cause": "second_step"}
    assert last("channel.suspend_by_rule").facts == facts
    people = ["Administrator", "Head", "Lead", "Officer", "Officer2"]
    assert told("channel_suspended_by_rule") == people
    notices = Notice.objects.filter(kind="channel_suspended_by_rule")
    assert set(notices.values_list("urgent", flat=True)) == {True}


@pytest.mark.parametrize("days", [0, 7])
def test_not_before_the_days_are_past(channel: Channel, days: int) -> None:
    assert refused(suspend_by_rule, channel, CLOCK, today=after(days)) == {
        "Its second step of signing in is on, or there is still time to switch it on.": None
    }


def test_the_run_that_says_it_first_suspends_nothing(channel: Channel) -> None:
    """The sweep stood still, or the row was written anew."""
    run_sweep(after(21))
    assert state() == "live"
    assert Obligation.objects.get(kind="second_step").rung > 0
    run_sweep(after(22))
    assert state() == "suspended"


def test_what_was_off_long_before_has_its_days_from_the_record(cast: Cast) -> None:
    channel = given.live_channel(cast)
    record_off(channel, by=cast.lead, today=TODAY, since="2026-11-01", **SEEN)
    run_sweep(after(1))
    run_sweep(after(2))
    assert state() == "live"


def test_what_is_on_again_stays(cast: Cast, channel: Channel) -> None:
    run_sweep(after(1))
    record_on(channel, by=cast.lead, today=after(6), **DONE)
    assert suspend_unmet(today=after(30)) == 0
    assert state() == "live"


def test_the_rule_can_be_made_longer(channel: Channel) -> None:
    Rules.objects.update_or_create(pk=1, defaults={"second_step_off_days": 30})
    run_sweep(after(1))
    assert suspend_unmet(today=after(30)) == 0
    assert suspend_unmet(today=after(31)) == 1


@pytest.mark.parametrize("days", [0, 31])
def test_and_never_switched_off(days: int, db: None) -> None:
    Rules.objects.get_or_create(pk=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Rules.objects.update(second_step_off_days=days)


def test_one_that_is_suspended_owes_it_still_and_comes_back_with_it(
    cast: Cast, channel: Channel
) -> None:
    suspend_by_rule(channel, by=CLOCK, today=after(8))
    assert Obligation.objects.filter(kind="second_step", discharged_on=None).exists()
    right = {"put_right": "It is on."}
    assert refused(channels.reinstate, channel, cast.officer, today=after(9), **right) == OFF
    record_on(channel, by=cast.lead, today=after(9), **DONE)
    channels.reinstate(channel, by=cast.officer, today=after(9), **right)
    assert state() == "live"
    assert list(checking.differences(after(9))) == []


def test_nobody_else_gives_this_cause(cast: Cast, channel: Channel) -> None:
    inputs = {"cause": "second_step", "reason": "Off."}
    assert set(wrong(channels.suspend, channel, cast.officer, **inputs)) == {"cause"}


def test_it_does_not_go_live(cast: Cast) -> None:
    channel = off(given.set_up_channel(cast), cast)
    assert refused(channels.go_live, channel, cast.officer) == OFF


def test_what_lapsed_does_not_come_back_by_a_word(cast: Cast) -> None:
    channel = off(lapsed_for(LapseCause.NOT_CONFIRMED, given.live_channel(cast)), cast)
    assert refused(confirming.confirm, channel, cast.lead) == OFF


def test_what_lapsed_does_not_come_back_by_an_extension(cast: Cast) -> None:
    channel = off(lapsed_channel(cast), cast)
    inputs = {"ends_on": "2028-03-01", "reason": "Needed."}
    assert refused(channels.extend, channel, cast.officer, **inputs) == OFF


def test_what_is_live_is_confirmed_and_extended_meanwhile(cast: Cast, channel: Channel) -> None:
    confirming.confirm(channel, by=cast.lead, today=after(1))
    channels.extend(channel, by=cast.officer, today=after(1), ends_on="2028-03-01", reason="Yes.")
    assert state() == "live"

"""Lapsing: the clock takes off the list what nobody renewed, when its grace is past."""

import datetime

import pytest

from governance.channels import acts as channels
from governance.models import Channel, Published, Rules
from ledger.actors import CLOCK
from tests import cast as given
from tests.cast import TODAY, Cast
from tests.governance.builders import ENDS, LAPSES
from tests.governance.outcomes import refused, who_may
from tests.governance.reviews.days import after, run_sweep
from tests.ledger.reading import last, told

NOT_YET = {"Its life span is not over, or its grace is not past.": None}


@pytest.fixture
def channel(cast: Cast) -> Channel:
    return given.live_channel(cast)


def test_the_clock_alone(cast: Cast, channel: Channel) -> None:
    assert who_may(channels.lapse, channel, cast) == {"clock"}


@pytest.mark.parametrize("day", [TODAY, ENDS, after(-1, LAPSES)], ids=["now", "end", "grace"])
def test_not_before_the_grace_is_past(channel: Channel, day: datetime.date) -> None:
    assert refused(channels.lapse, channel, CLOCK, today=day) == NOT_YET


def test_grace_is_what_the_rules_say(channel: Channel) -> None:
    Rules.objects.update_or_create(pk=1, defaults={"lapse_grace_days": 0})
    assert refused(channels.lapse, channel, CLOCK, today=ENDS) == NOT_YET
    channels.lapse(channel, by=CLOCK, today=after(1, ENDS))


def test_what_has_no_end_never_lapses(channel: Channel) -> None:
    Channel.objects.filter(pk=channel.pk).update(ends_on=None)
    assert refused(channels.lapse, channel, CLOCK, today=LAPSES) == NOT_YET
    assert channels.lapse_due(today=LAPSES) == 0


def test_it_is_taken_off_the_list_by_the_sweep(channel: Channel) -> None:
    run_sweep(after(-1, LAPSES))
    assert Published.objects.filter(pk=channel.pk).exists()
    run_sweep(LAPSES)
    found = Channel.objects.get(pk=channel.pk)
    assert (found.state, found.lapsed_on) == ("lapsed", LAPSES)
    assert not Published.objects.filter(pk=channel.pk).exists()


def test_each_lapses_once(cast: Cast, channel: Channel) -> None:
    given.live_channel(cast, answers={"handle": "@other"})
    assert channels.lapse_due(today=after(40, LAPSES)) == 2
    assert channels.lapse_due(today=after(41, LAPSES)) == 0


def test_suspended_channel_stays_suspended(cast: Cast) -> None:
    channel = given.suspended_channel(cast)
    assert channels.lapse_due(today=LAPSES) == 0
    [said] = refused(channels.lapse, channel, CLOCK, today=LAPSES)
    assert said.startswith(
        "This channel is suspended; to lapse, it must be live. Officer suspended"
    )


def test_its_people_and_the_officers_are_told(channel: Channel) -> None:
    channels.lapse_due(today=LAPSES)
    people = ["Administrator", "Head", "Lead", "Officer", "Officer2"]
    assert told("channel_lapsed") == people
    entry = last("channel.lapse")
    assert (entry.actor, entry.facts) == ("the clock", {"from": "live", "to": "lapsed"})

"""Extending a life span: once, by three months at most."""

import datetime

import pytest

from governance.channels import acts as channels
from governance.models import Channel
from governance.plans import acts as plans
from tests import cast as given
from tests.cast import REASON, TODAY, Cast
from tests.governance.builders import LAPSES, lapsed_channel, renewal
from tests.governance.outcomes import OFFICERS, refused, who_may, wrong
from tests.ledger.reading import last, told

LONGER = {"ends_on": "2028-04-04", "reason": "The study runs on."}
AHEAD = "The new end date must lie ahead and after the old one."
UNREAL = "Enter a real date, like 4 January 2027 or 4/1/2027."
TOO_FAR = "At most three months: not later than 4 April 2028."


@pytest.fixture
def channel(cast: Cast) -> Channel:
    return given.live_channel(cast)


def test_officers_alone(cast: Cast, channel: Channel) -> None:
    assert who_may(channels.extend, channel, cast) == OFFICERS


def test_once_in_a_life_span(cast: Cast, channel: Channel) -> None:
    channels.extend(channel, by=cast.officer, today=TODAY, **LONGER)
    again = LONGER | {"ends_on": "2028-05-04"}
    assert refused(channels.extend, channel, cast.officer, **again) == {
        "It was extended once already in this life span. A renewal plan is needed now.": (
            "plan.start_renewal"
        )
    }


def test_a_renewed_life_span_can_be_extended_again(cast: Cast, channel: Channel) -> None:
    channels.extend(channel, by=cast.officer, today=TODAY, **LONGER)
    plans.approve(renewal(cast, channel), by=cast.officer, today=TODAY, **REASON)
    channel.refresh_from_db()
    channels.extend(channel, by=cast.officer, today=TODAY, ends_on="2029-01-31", reason="More.")


def test_what_has_no_end_needs_a_plan(cast: Cast, channel: Channel) -> None:
    Channel.objects.filter(pk=channel.pk).update(ends_on=None)
    assert refused(channels.extend, channel, cast.officer, **LONGER) == {
        "It has no end date that could be extended. It needs an approved plan.": (
            "plan.start_renewal"
        )
    }


def test_suspended_channel_is_extended_and_stays_suspended(cast: Cast) -> None:
    """Past its end it could be neither reinstated nor extended, and each said to do the other."""
    channel = given.suspended_channel(cast)
    assert "life span ended" in " ".join(
        refused(channels.reinstate, channel, cast.officer2, today=LAPSES, put_right="All.")
    )
    channels.extend(channel, by=cast.officer, today=LAPSES, **LONGER)
    assert (channel.state, channel.suspension_cause) == ("suspended", "content")
    assert last("channel.extend").facts["to"] == "suspended"
    channels.reinstate(channel, by=cast.officer2, today=LAPSES, put_right="All of it.")
    assert channel.state == "live"


def test_what_is_not_live_yet_is_not_extended(cast: Cast) -> None:
    said = "This channel is approved; to extend, it must be live or lapsed or suspended."
    assert refused(channels.extend, given.approved_channel(cast), cast.officer, **LONGER) == {
        said: None
    }


@pytest.mark.parametrize(
    ("day", "said"),
    [
        pytest.param("2028-01-04", AHEAD, id="the old end"),
        pytest.param("2026-01-04", AHEAD, id="past"),
        pytest.param("2028-04-05", TOO_FAR, id="too far"),
        pytest.param("", "Say which day, for example 4 January 2027.", id="none"),
        pytest.param("31 2 2028", UNREAL, id="unreal"),
    ],
)
def test_end_lies_ahead_and_near(cast: Cast, channel: Channel, day: str, said: str) -> None:
    inputs = LONGER | {"ends_on": day}
    assert wrong(channels.extend, channel, cast.officer, **inputs) == {"ends_on": [said]}


def test_it_says_why(cast: Cast, channel: Channel) -> None:
    inputs = LONGER | {"reason": ""}
    assert wrong(channels.extend, channel, cast.officer, **inputs) == {"reason": ["Say why."]}


def test_three_months_end_with_a_shorter_month(cast: Cast, channel: Channel) -> None:
    Channel.objects.filter(pk=channel.pk).update(ends_on=datetime.date(2027, 11, 30))
    inputs = LONGER | {"ends_on": "2028-03-01"}
    said = {"ends_on": ["At most three months: not later than 29 February 2028."]}
    assert wrong(channels.extend, channel, cast.officer, **inputs) == said


def test_it_lives_longer(cast: Cast, channel: Channel) -> None:
    channels.extend(channel, by=cast.officer, today=TODAY, **LONGER)
    found = Channel.objects.get()
    assert (found.ends_on, found.extended_on) == (datetime.date(2028, 4, 4), TODAY)
    assert told("channel_extended") == ["Administrator", "Lead"]
    entry = last("channel.extend")
    assert entry.facts == {"ends_on": "2028-04-04", "from": "live", "to": "live"}
    assert entry.words == {"reason": "The study runs on."}


def test_lapsed_channel_is_live_again(cast: Cast) -> None:
    channel = lapsed_channel(cast)
    passed = LONGER | {"ends_on": "2028-01-19"}
    assert wrong(channels.extend, channel, cast.officer, today=LAPSES, **passed) == {
        "ends_on": [AHEAD]
    }
    channels.extend(channel, by=cast.officer, today=LAPSES, **LONGER)
    assert (channel.state, channel.lapsed_on) == ("live", None)

"""Preparing the closing: records are captured, and followers told, or it says why not."""

import datetime

import pytest

from governance.channels import acts as channels
from governance.models import Channel
from ledger.models import Notice
from tests import cast as given
from tests.cast import TODAY, Cast
from tests.governance.builders import CAPTURED, retired_channel
from tests.governance.outcomes import OFFICERS, refused, who_may, wrong
from tests.ledger.reading import last


@pytest.fixture
def channel(cast: Cast) -> Channel:
    return given.approved_channel(cast)


def test_officers_alone(cast: Cast, channel: Channel) -> None:
    assert who_may(channels.prepare_closing, channel, cast) == OFFICERS


def test_retired_channel_stays_as_it_is(cast: Cast) -> None:
    found = refused(channels.prepare_closing, retired_channel(cast), cast.officer, **CAPTURED)
    assert found == {"It is retired, and stays as it is.": None}


@pytest.mark.parametrize(
    ("inputs", "errors"),
    [
        pytest.param(
            {"no_closing_notice": "No."},
            {"records_captured": ["Capture the records first."]},
            id="records",
        ),
        pytest.param(
            {"records_captured": True},
            {
                "closing_notice_on": [
                    "Give the day of the closing notice, or say why there is none."
                ]
            },
            id="notice",
        ),
        pytest.param(
            {"records_captured": True, "closing_notice_on": "2027-01-05"},
            {"closing_notice_on": ["This day lies ahead."]},
            id="ahead",
        ),
    ],
)
def test_what_is_missing_is_said_by_field(
    cast: Cast, channel: Channel, inputs: dict[str, object], errors: dict[str, list[str]]
) -> None:
    assert wrong(channels.prepare_closing, channel, cast.officer, **inputs) == errors


def test_day_of_the_notice_is_kept(cast: Cast, channel: Channel) -> None:
    inputs = {"records_captured": True, "closing_notice_on": "4 January 2027"}
    channels.prepare_closing(channel, by=cast.officer, today=TODAY, **inputs)
    found = Channel.objects.get()
    assert (found.records_captured_on, found.closing_notice_on) == (TODAY, TODAY)
    assert found.no_closing_notice == ""
    facts = last("channel.prepare_closing").facts
    assert facts == {"records_captured": True, "closing_notice_on": "2027-01-04"}


def test_reason_for_none_is_kept_and_nobody_is_told(cast: Cast, channel: Channel) -> None:
    owed = Notice.objects.count()
    channels.prepare_closing(channel, by=cast.officer, today=TODAY, **CAPTURED)
    found = Channel.objects.get()
    assert found.no_closing_notice == "Nobody followed it."
    assert found.closing_notice_on is None
    assert last("channel.prepare_closing").words == {"no_closing_notice": "Nobody followed it."}
    assert Notice.objects.count() == owed


def test_later_word_replaces_the_earlier(cast: Cast, channel: Channel) -> None:
    channels.prepare_closing(channel, by=cast.officer, today=TODAY, **CAPTURED)
    later = TODAY + datetime.timedelta(days=3)
    inputs = {"records_captured": True, "closing_notice_on": later.isoformat()}
    channels.prepare_closing(channel, by=cast.officer, today=later, **inputs)
    assert (channel.no_closing_notice, channel.closing_notice_on) == ("", later)

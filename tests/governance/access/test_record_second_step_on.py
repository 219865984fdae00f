"""Recording that it is on again: what was done, and nothing is owed any more."""

import pytest

from governance.access.second_step import record_off, record_on
from governance.models import Channel, Obligation
from governance.obligations import checking
from tests import cast as given
from tests.cast import TODAY, Cast
from tests.governance.builders import retire
from tests.governance.outcomes import OFFICERS, refused, who_may, wrong
from tests.governance.reviews.days import after
from tests.ledger.reading import last, told

SEEN = {"seen": "The password alone opened it."}
DONE = {"what_was_done": "Switched on with our own authenticator."}


@pytest.fixture
def channel(cast: Cast) -> Channel:
    """Whose second step is off."""
    found = given.live_channel(cast)
    record_off(found, by=cast.lead, today=TODAY, **SEEN)
    return Channel.objects.get(pk=found.pk)


def test_officers_and_its_own_people(cast: Cast, channel: Channel) -> None:
    assert who_may(record_on, channel, cast) == {*OFFICERS, "lead", "administrator"}


def test_nothing_of_it_stays_but_the_history(cast: Cast, channel: Channel) -> None:
    record_on(channel, by=cast.administrator, today=after(1), **DONE)
    found = Channel.objects.get()
    assert (found.second_step_off_since, found.second_step_off_recorded_on) == (None, None)
    assert (found.second_step_off_by, found.second_step_off_seen) == (None, "")
    entry = last("channel.record_second_step_on")
    assert (entry.facts, entry.words) == ({}, DONE)


def test_it_is_owed_no_more(cast: Cast, channel: Channel) -> None:
    record_on(channel, by=cast.officer, today=after(1), **DONE)
    row = Obligation.objects.get(kind="second_step")
    assert row.discharged_on == after(1)
    assert row.discharged_by == "channel.record_second_step_on"
    assert list(checking.differences(after(1))) == []


def test_everybody_who_heard_that_it_is_off_hears_it(cast: Cast, channel: Channel) -> None:
    record_on(channel, by=cast.lead, today=after(1), **DONE)
    assert told("second_step_on") == ["Administrator", "Head", "Officer", "Officer2"]


def test_it_says_what_was_done(cast: Cast, channel: Channel) -> None:
    assert wrong(record_on, channel, cast.lead) == {"what_was_done": ["Say what was done."]}


def test_what_nobody_recorded_leads_to_where_it_is(cast: Cast) -> None:
    assert refused(record_on, given.live_channel(cast), cast.lead, **DONE) == {
        "Nobody recorded that its second step of signing in is off.": (
            "channel.record_second_step_off"
        )
    }


def test_retired_channel_stays_as_it_is(cast: Cast, channel: Channel) -> None:
    retire(channel, cast)
    found = refused(record_on, channel, cast.officer, **DONE)
    assert found == {"It is retired, and stays as it is.": None}

"""Recording that the second step of signing in is off on the platform: who, since when, and why."""

import datetime
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction

from governance.access import second_step
from governance.access.second_step import record_off
from governance.models import Channel, Obligation
from governance.obligations import checking
from ledger.models import Notice
from tests import cast as given
from tests.cast import NOON, TODAY, Cast
from tests.governance.builders import lapsed_channel, retire, retired_channel
from tests.governance.outcomes import OFFICERS, forbidden, refused, who_may, wrong
from tests.governance.reviews.days import after, run_sweep
from tests.ledger.reading import last, told

SEEN = {"seen": "The password alone opened it."}


@pytest.fixture
def channel(cast: Cast) -> Channel:
    return given.live_channel(cast)


def owed() -> list[Obligation]:
    return list(Obligation.objects.filter(kind="second_step", discharged_on=None))


def test_officers_its_own_people_and_whoever_is_on_duty(cast: Cast, channel: Channel) -> None:
    own = {*OFFICERS, "lead", "administrator"}
    assert who_may(record_off, channel, cast) == own
    with time_machine.travel(NOON, tick=False):
        given.on_duty(cast.on_call)
        assert who_may(record_off, channel, cast) == {*own, "on_call"}
    assert "an administrator of the channel" in forbidden(record_off, channel, cast.member)


def test_it_is_kept_with_its_day_and_who_saw_it(cast: Cast, channel: Channel) -> None:
    record_off(channel, by=cast.lead, today=TODAY, since="2027-01-02", **SEEN)
    found = Channel.objects.get()
    assert found.second_step_off_since == datetime.date(2027, 1, 2)
    assert found.second_step_off_recorded_on == TODAY
    assert (found.second_step_off_by, found.second_step_off_seen) == (cast.lead, SEEN["seen"])
    assert found.state == "live"
    entry = last("channel.record_second_step_off")
    assert (entry.facts, entry.words) == ({"since": "2027-01-02"}, SEEN)


def test_without_a_day_it_is_off_since_today(cast: Cast, channel: Channel) -> None:
    record_off(channel, by=cast.lead, today=TODAY, **SEEN)
    assert Channel.objects.get().second_step_off_since == TODAY
    assert last("channel.record_second_step_off").facts == {"since": "2027-01-04"}


@pytest.mark.parametrize(
    ("inputs", "errors"),
    [
        pytest.param({"seen": ""}, {"seen": ["Say what was seen."]}, id="nothing seen"),
        pytest.param({"since": "2027-01-05"}, {"since": ["This day lies ahead."]}, id="ahead"),
    ],
)
def test_what_is_wrong_is_said_by_field(
    cast: Cast, channel: Channel, inputs: dict[str, str], errors: dict[str, list[str]]
) -> None:
    assert wrong(record_off, channel, cast.lead, **SEEN | inputs) == errors


def test_officers_the_head_and_its_people_hear_at_once(cast: Cast, channel: Channel) -> None:
    record_off(channel, by=cast.lead, today=TODAY, **SEEN)
    assert told("second_step_off") == ["Administrator", "Head", "Officer", "Officer2"]
    urgent = Notice.objects.filter(kind="second_step_off").values_list("urgent", flat=True)
    assert set(urgent) == {True}


def test_it_is_owed_to_officers_at_once_and_to_the_head_a_day_later(
    cast: Cast, channel: Channel
) -> None:
    record_off(channel, by=cast.lead, today=TODAY, since="2026-12-01", **SEEN)
    [row] = owed()
    assert (row.channel, row.since, row.due_on) == (channel, datetime.date(2026, 12, 1), TODAY)
    assert row.reaches == "officers"
    assert list(checking.differences(TODAY)) == []
    run_sweep(after(1))
    assert owed()[0].reaches == "head"
    assert owed()[0].next_on == after(8)


@pytest.mark.parametrize(("state", "owes"), [("approved", 0), ("suspended", 1), ("lapsed", 1)])
def test_in_which_states_it_is_owed(cast: Cast, state: str, owes: int) -> None:
    made: dict[str, Any] = {
        "approved": given.approved_channel,
        "suspended": given.suspended_channel,
        "lapsed": lapsed_channel,
    }
    record_off(made[state](cast), by=cast.officer, today=TODAY, **SEEN)
    assert Channel.objects.get().second_step_off_since == TODAY
    assert len(owed()) == owes


def test_whoever_retires_it_ends_what_is_owed(cast: Cast, channel: Channel) -> None:
    record_off(channel, by=cast.officer, today=TODAY, **SEEN)
    retire(channel, cast)
    assert owed() == []
    assert second_step.said(Channel.objects.get()) == ""


def test_what_is_recorded_already_leads_to_what_helps(cast: Cast, channel: Channel) -> None:
    record_off(channel, by=cast.lead, today=TODAY, **SEEN)
    assert refused(record_off, channel, cast.officer, **SEEN) == {
        "It is recorded already.": "channel.record_second_step_on"
    }


def test_retired_channel_stays_as_it_is(cast: Cast) -> None:
    found = refused(record_off, retired_channel(cast), cast.officer, **SEEN)
    assert found == {"It is retired, and stays as it is.": None}


@pytest.mark.parametrize(
    "without",
    [
        {"second_step_off_since": None},
        {"second_step_off_since": after(1)},
        {"second_step_off_recorded_on": None},
        {"second_step_off_by": None},
        {"second_step_off_seen": ""},
    ],
    ids=["day", "day ahead", "recorded", "who", "why"],
)
def test_day_who_and_why_stand_together(
    cast: Cast, channel: Channel, without: dict[str, Any]
) -> None:
    record_off(channel, by=cast.lead, today=TODAY, **SEEN)
    with pytest.raises(IntegrityError), transaction.atomic():
        Channel.objects.update(**without)

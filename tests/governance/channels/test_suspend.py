"""Suspending: it counts as official no more, and on the platform nothing changes by that."""

import pytest
import time_machine

from governance.channels import acts as channels
from governance.models import Channel, Published
from ledger.actors import CLOCK
from tests import cast as given
from tests.cast import NOON, TODAY, Cast
from tests.governance.builders import lapsed_channel
from tests.governance.outcomes import OFFICERS, forbidden, refused, who_may, wrong
from tests.ledger.reading import last, told
from vault.models import Rotation

POST = {"cause": "content", "reason": "A post outside policy."}


@pytest.fixture
def channel(cast: Cast) -> Channel:
    return given.live_channel(cast)


def test_officers_whoever_is_on_duty_and_the_clock(cast: Cast, channel: Channel) -> None:
    assert who_may(channels.suspend, channel, cast) == {*OFFICERS, "clock"}
    with time_machine.travel(NOON, tick=False):
        given.on_duty(cast.on_call)
        assert who_may(channels.suspend, channel, cast) == {*OFFICERS, "clock", "on_call"}


def test_somebody_who_tries_is_in_the_ledger(cast: Cast, channel: Channel) -> None:
    said = forbidden(channels.suspend, channel, cast.lead)
    assert said.endswith("can do this: suspend it.")
    entry = last("channel.suspend.refused")
    assert (entry.actor, entry.words) == ("Lead", {"refusal": said})


def test_what_is_not_live_is_not_suspended(cast: Cast) -> None:
    channel = given.approved_channel(cast)
    said = "This channel is approved; to suspend, it must be live or lapsed."
    assert refused(channels.suspend, channel, cast.officer, **POST) == {said: None}
    assert last("channel.suspend.refused").words == {"refusal": said}


@pytest.mark.parametrize(
    ("inputs", "fields"),
    [
        pytest.param({}, {"cause", "reason"}, id="nothing"),
        pytest.param(POST | {"cause": "boredom"}, {"cause"}, id="cause"),
        pytest.param(POST | {"reason": " "}, {"reason"}, id="reason"),
        pytest.param(POST | {"until": "Monday"}, {"until"}, id="unknown"),
    ],
)
def test_cause_and_reason_are_needed(
    cast: Cast, channel: Channel, inputs: dict[str, str], fields: set[str]
) -> None:
    assert set(wrong(channels.suspend, channel, cast.officer, **inputs)) == fields


def test_it_is_taken_off_the_public_list(cast: Cast, channel: Channel) -> None:
    channels.suspend(channel, by=cast.officer, today=TODAY, **POST)
    found = Channel.objects.get()
    assert (found.state, found.suspended_by) == ("suspended", cast.officer)
    assert (found.suspension_cause, found.suspension_reason) == tuple(POST.values())
    assert not Published.objects.exists()


def test_the_clock_names_nobody(cast: Cast, channel: Channel) -> None:
    channels.suspend(channel, by=CLOCK, today=TODAY, **POST)
    found = Channel.objects.get()
    assert found.suspended_by is None
    assert found.suspended_at is not None


def test_lapsed_channel_can_be_suspended(cast: Cast) -> None:
    channel = lapsed_channel(cast)
    channels.suspend(channel, by=cast.officer, today=TODAY, **POST)
    assert channel.state == "suspended"


def test_its_people_and_all_other_officers_are_told(cast: Cast, channel: Channel) -> None:
    channels.suspend(channel, by=cast.officer, today=TODAY, **POST)
    assert told("channel_suspended") == ["Administrator", "Head", "Lead", "Officer2"]


def test_entry_has_the_cause_for_ever_and_the_words_beside_it(cast: Cast, channel: Channel) -> None:
    channels.suspend(channel, by=cast.officer, today=TODAY, **POST)
    entry = last("channel.suspend")
    assert entry.facts == {"cause": "content", "from": "live", "to": "suspended"}
    assert entry.words == {"reason": "A post outside policy."}


@pytest.mark.parametrize(
    ("cause", "due"),
    [("compromised", ["compromise"]), ("content", []), ("locked_out", []), ("other", [])],
    ids=["compromised", "content", "locked out", "other"],
)
def test_new_keys_are_due_where_somebody_got_in(
    cast: Cast, channel: Channel, cause: str, due: list[str]
) -> None:
    channels.suspend(channel, by=cast.officer, today=TODAY, **(POST | {"cause": cause}))
    assert list(Rotation.objects.values_list("cause", flat=True)) == due


def test_no_keys_are_due_where_none_are_held(cast: Cast, channel: Channel) -> None:
    Channel.objects.filter(pk=channel.pk).update(custodian=None)
    channels.suspend(channel, by=cast.officer, today=TODAY, **(POST | {"cause": "compromised"}))
    assert not Rotation.objects.exists()

"""Recording a takedown: what was done on the platform, where, by whom, with evidence."""

import pytest
import time_machine

from governance.channels import acts as channels
from governance.models import Channel, Takedown
from tests import cast as given
from tests.cast import NOON, TODAY, Cast
from tests.governance.outcomes import OFFICERS, forbidden, who_may, wrong
from tests.ledger.reading import last, told

TWO_POSTS = {"what": "content", "details": "Two posts.", "where": "/p/1", "evidence": "Folder 7"}


@pytest.fixture
def channel(cast: Cast) -> Channel:
    return given.approved_channel(cast)


def test_officers_its_own_people_and_whoever_is_on_duty(cast: Cast, channel: Channel) -> None:
    own = {*OFFICERS, "lead", "administrator"}
    assert who_may(channels.record_takedown, channel, cast) == own
    with time_machine.travel(NOON, tick=False):
        given.on_duty(cast.on_call)
        assert who_may(channels.record_takedown, channel, cast) == {*own, "on_call"}


def test_a_member_of_the_team_may_not(cast: Cast, channel: Channel) -> None:
    assert "an administrator of the channel" in forbidden(
        channels.record_takedown, channel, cast.member
    )
    assert not Takedown.objects.exists()


@pytest.mark.parametrize("missing", TWO_POSTS)
def test_each_answer_is_needed(cast: Cast, channel: Channel, missing: str) -> None:
    inputs = TWO_POSTS | {missing: ""}
    assert set(wrong(channels.record_takedown, channel, cast.lead, **inputs)) == {missing}


@pytest.mark.parametrize("state", ["approved", "suspended"])
def test_it_is_kept_in_any_state(cast: Cast, state: str) -> None:
    made = given.suspended_channel if state == "suspended" else given.approved_channel
    channel = made(cast)
    kept = channels.record_takedown(channel, by=cast.lead, today=TODAY, **TWO_POSTS)
    assert (kept.channel, kept.by, kept.what) == (channel, cast.lead, "content")
    assert (kept.details, kept.where, kept.evidence) == ("Two posts.", "/p/1", "Folder 7")
    assert Channel.objects.get().state == state


def test_officers_are_told(cast: Cast, channel: Channel) -> None:
    channels.record_takedown(channel, by=cast.officer, today=TODAY, **TWO_POSTS)
    assert told("takedown_recorded") == ["Head", "Officer2"]


def test_entry_names_it_and_keeps_the_words_beside_it(cast: Cast, channel: Channel) -> None:
    kept = channels.record_takedown(channel, by=cast.lead, today=TODAY, **TWO_POSTS)
    entry = last("channel.record_takedown")
    assert entry.facts == {"what": "content", "takedown": str(kept.pk)}
    assert entry.words == {name: TWO_POSTS[name] for name in ("details", "where", "evidence")}

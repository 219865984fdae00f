"""Retiring a channel: for good. It stays in the register, and its keys are shredded later."""

import datetime

import pytest

from governance.channels import acts as channels
from governance.models import Channel, Published
from tests import cast as given
from tests.cast import TODAY, Cast
from tests.governance.builders import CAPTURED, CLOSED, lapsed_channel, retire
from tests.governance.outcomes import OFFICERS, refused, who_may, wrong
from tests.ledger.reading import last, told
from vault import shredding
from vault.models import Version

FIRST = "Prepare the closing first."


@pytest.fixture
def prepared(cast: Cast) -> Channel:
    channel = given.live_channel(cast)
    channels.prepare_closing(channel, by=cast.officer, today=TODAY, **CAPTURED)
    return channel


def test_officers_alone(cast: Cast, prepared: Channel) -> None:
    assert who_may(channels.retire, prepared, cast) == OFFICERS


def test_closing_is_prepared_first(cast: Cast) -> None:
    channel = given.approved_channel(cast)
    assert refused(channels.retire, channel, cast.officer, **CLOSED) == {
        f"Its records are not captured yet. {FIRST}": "channel.prepare_closing",
        f"No closing notice has been shown, and nobody said why not. {FIRST}": (
            "channel.prepare_closing"
        ),
    }


@pytest.mark.parametrize(
    ("inputs", "fields"),
    [
        pytest.param({}, {"ending", "archive", "reason"}, id="nothing"),
        pytest.param(CLOSED | {"ending": "sold"}, {"ending"}, id="ending"),
        pytest.param(CLOSED | {"ending": "transferred"}, {"transferred_to"}, id="to whom"),
    ],
)
def test_it_says_what_became_of_it(
    cast: Cast, prepared: Channel, inputs: dict[str, str], fields: set[str]
) -> None:
    assert set(wrong(channels.retire, prepared, cast.officer, **inputs)) == fields


@pytest.mark.parametrize("state", ["approved", "live", "suspended", "lapsed"])
def test_from_every_state_that_does_not_end(cast: Cast, state: str) -> None:
    made = {
        "approved": given.approved_channel,
        "live": given.live_channel,
        "suspended": given.suspended_channel,
        "lapsed": lapsed_channel,
    }
    channel = made[state](cast)
    retire(channel, cast)
    assert last("channel.retire").facts["from"] == state
    [said] = refused(channels.retire, channel, cast.officer, **CLOSED)
    assert said.startswith("This channel is retired; to retire, it must be approved or live or ")


def test_what_became_of_it_is_kept(cast: Cast, prepared: Channel) -> None:
    over = CLOSED | {"ending": "transferred", "transferred_to": "The charity"}
    channels.retire(prepared, by=cast.officer, today=TODAY, **over)
    found = Channel.objects.get()
    assert (found.state, found.retired_on) == ("retired", TODAY)
    assert (found.ending, found.transferred_to) == ("transferred", "The charity")
    assert (found.archive, found.retired_reason) == ("Shelf 4", "Over.")
    assert not Published.objects.exists()


def test_entry_has_the_choice_for_ever_and_the_words_beside_it(
    cast: Cast, prepared: Channel
) -> None:
    channels.retire(prepared, by=cast.officer, today=TODAY, **CLOSED)
    entry = last("channel.retire")
    assert entry.facts == {"ending": "closed", "from": "live", "to": "retired"}
    assert entry.words == {"archive": "Shelf 4", "reason": "Over."}


def test_its_people_and_all_other_officers_are_told(cast: Cast, prepared: Channel) -> None:
    channels.retire(prepared, by=cast.officer, today=TODAY, **CLOSED)
    assert told("channel_retired") == ["Administrator", "Head", "Lead", "Officer2"]


def test_keys_are_shredded_when_the_platform_gives_it_back_no_more(
    cast: Cast, prepared: Channel
) -> None:
    channels.retire(prepared, by=cast.officer, today=TODAY, **CLOSED)
    back = TODAY + datetime.timedelta(days=prepared.platform.recoverable_days)
    assert shredding.shred_due(today=back) == 0
    assert shredding.shred_due(today=back + datetime.timedelta(days=1)) == 1
    assert Version.objects.get().standing == "shredded"


def test_its_handle_is_free_again(cast: Cast, prepared: Channel) -> None:
    channels.retire(prepared, by=cast.officer, today=TODAY, **CLOSED)
    assert given.approved_channel(cast).address_key == prepared.address_key

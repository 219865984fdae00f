"""Confirming the set-up: the checklist, and the address on the platform."""

import pytest

from governance.channels import acts as channels
from governance.models import Channel
from ledger.models import Notice
from tests import cast as given
from tests.cast import SET_UP, TODAY, Cast
from tests.governance.outcomes import OFFICERS, refused, who_may, wrong
from tests.ledger.reading import last

MISSING = {
    "url": ["Enter the address of the channel."],
    "two_step": ["Turn two-step sign-in on first."],
    "recovery": ["Set the recovery mailbox first."],
    "branding": ["Put name, picture and description right first."],
    "monitoring": ["Say on the channel when it is monitored."],
}
NONE_THERE = "This is not the address of an account on Instagram."
ANOTHERS = "This address is somebody's. The plan agreed childrenstherapies."


@pytest.fixture
def channel(cast: Cast) -> Channel:
    return given.approved_channel(cast)


def test_officers_alone(cast: Cast, channel: Channel) -> None:
    assert who_may(channels.confirm_set_up, channel, cast) == OFFICERS


def test_live_channel_is_set_up_no_more(cast: Cast) -> None:
    channel = given.live_channel(cast)
    assert refused(channels.confirm_set_up, channel, cast.officer, url=channel.url, **SET_UP) == {
        "Only a channel that is approved and not live yet is set up.": None
    }


def test_every_tick_that_is_missing_says_what_to_do(cast: Cast, channel: Channel) -> None:
    assert wrong(channels.confirm_set_up, channel, cast.officer) == MISSING


@pytest.mark.parametrize(
    ("url", "said"),
    [
        pytest.param("https://www.instagram.com/somebody", ANOTHERS, id="another account"),
        pytest.param("https://x.com/childrenstherapies", NONE_THERE, id="another platform"),
        pytest.param("https://www.instagram.com/p/1", NONE_THERE, id="a post"),
        pytest.param("to be found", NONE_THERE, id="none at all"),
    ],
)
def test_address_is_of_the_agreed_handle(cast: Cast, channel: Channel, url: str, said: str) -> None:
    found = wrong(channels.confirm_set_up, channel, cast.officer, url=url, **SET_UP)
    assert found == {"url": [said]}


def test_spelling_of_the_platform_is_kept(cast: Cast, channel: Channel) -> None:
    url = "instagram.com/ChildrensTherapies"
    channels.confirm_set_up(channel, by=cast.officer, today=TODAY, url=url, **SET_UP)
    channel.refresh_from_db()
    assert channel.handle == "ChildrensTherapies"
    assert channel.url == "https://www.instagram.com/ChildrensTherapies/"
    assert channel.set_up_by == cast.officer
    assert channel.state == "approved"


def test_entry_has_what_was_ticked_and_nobody_is_told(cast: Cast, channel: Channel) -> None:
    owed = Notice.objects.count()
    channels.confirm_set_up(channel, by=cast.officer, today=TODAY, url=channel.url, **SET_UP)
    entry = last("channel.confirm_set_up")
    assert entry.facts == SET_UP
    assert entry.words == {"url": channel.url}
    assert Notice.objects.count() == owed

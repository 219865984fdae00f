"""Going live: only what is set up and can be acted on at night becomes official."""

import pytest

from governance.channels import acts as channels
from governance.keys import acts as keys_acts
from governance.models import Channel, Published
from tests import cast as given
from tests.cast import SET_UP, TODAY, Cast
from tests.governance.builders import ENDS, LAPSES
from tests.governance.outcomes import OFFICERS, forbidden, refused, who_may
from tests.ledger.reading import last, told


@pytest.fixture
def ready(cast: Cast) -> Channel:
    return given.set_up_channel(cast)


def test_officers_alone(cast: Cast, ready: Channel) -> None:
    assert who_may(channels.go_live, ready, cast) == OFFICERS
    said = "Only a communications officer can do this: make it live."
    assert forbidden(channels.go_live, ready, cast.lead) == said


def test_everything_that_is_missing_is_said_with_what_helps(cast: Cast) -> None:
    channel = given.approved_channel(cast)
    assert refused(channels.go_live, channel, cast.officer) == {
        "The set-up checklist is not confirmed.": "channel.confirm_set_up",
        "Access is not held: the keys of the channel are not deposited.": "custodian.deposit",
        "Somebody on call could not pass its second step of signing in: deposit the authenticator "
        "seed or backup codes.": "custodian.deposit",
    }


def test_keys_that_nobody_tested_are_not_enough(cast: Cast) -> None:
    channel = given.approved_channel(cast)
    channels.confirm_set_up(channel, by=cast.officer, today=TODAY, url=channel.url, **SET_UP)
    keys_acts.deposit(channel, given.keys(), by=cast.lead, today=TODAY)
    assert refused(channels.go_live, channel, cast.officer) == {
        "Access is held but not tested: an officer must test the deposited keys.": "custodian.test"
    }


@pytest.mark.parametrize("url", ["https://www.instagram.com/somebody/", ""], ids=["other", "none"])
def test_address_must_be_known_and_agreed(cast: Cast, ready: Channel, url: str) -> None:
    Channel.objects.filter(pk=ready.pk).update(url=url)
    assert refused(channels.go_live, ready, cast.officer) == {
        "Its address on the platform is not known, or is not of the agreed handle.": (
            "channel.confirm_set_up"
        )
    }


def test_its_life_span_is_not_over(cast: Cast, ready: Channel) -> None:
    assert refused(channels.go_live, ready, cast.officer, today=LAPSES) == {
        "Its life span ended on 4 January 2028. Extend or renew it.": "channel.extend"
    }
    channels.go_live(ready, by=cast.officer, today=ENDS)


def test_it_is_official_from_that_day(cast: Cast, ready: Channel) -> None:
    channels.go_live(ready, by=cast.officer, today=TODAY)
    found = Channel.objects.get()
    assert (found.state, found.live_since) == ("live", TODAY)
    assert Published.objects.filter(pk=ready.pk).exists()


def test_its_people_are_told_and_the_entry_says_the_way(cast: Cast, ready: Channel) -> None:
    channels.go_live(ready, by=cast.officer, today=TODAY)
    assert told("channel_live") == ["Administrator", "Lead"]
    entry = last("channel.go_live")
    assert (entry.actor, entry.facts) == ("Officer", {"from": "approved", "to": "live"})


def test_live_channel_does_not_go_live_again(cast: Cast) -> None:
    [said] = refused(channels.go_live, given.live_channel(cast), cast.officer)
    assert said.startswith("This channel is live; to go live, it must be approved. Officer made it")

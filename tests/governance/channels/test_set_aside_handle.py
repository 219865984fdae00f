"""An agreed handle that the platform does not give is set aside; the channel keeps its own."""

import pytest

from governance.channels import changing
from governance.models import Channel
from tests import cast as given
from tests.cast import TODAY, Cast
from tests.governance.builders import agreed_channel
from tests.governance.outcomes import OFFICERS, refused, who_may, wrong
from tests.ledger.reading import last, told


@pytest.fixture
def channel(cast: Cast) -> Channel:
    return agreed_channel(cast)


def test_officers_alone(cast: Cast, channel: Channel) -> None:
    assert who_may(changing.set_aside_handle, channel, cast) == OFFICERS


def test_channel_keeps_its_own(cast: Cast, channel: Channel) -> None:
    changing.set_aside_handle(channel, by=cast.officer, today=TODAY, reason="It is taken.")
    found = Channel.objects.get()
    assert (found.agreed_handle, found.agreed_key) == ("", "")
    assert found.handle == "childrenstherapies"
    assert told("handle_set_aside") == ["Administrator", "Lead"]
    entry = last("channel.set_aside_handle")
    assert entry.words == {"handle": "newname", "reason": "It is taken."}


def test_it_says_why(cast: Cast, channel: Channel) -> None:
    assert wrong(changing.set_aside_handle, channel, cast.officer) == {"reason": ["Say why."]}


def test_nothing_agreed(cast: Cast) -> None:
    channel = given.live_channel(cast)
    assert refused(changing.set_aside_handle, channel, cast.officer, reason="It is taken.") == {
        "No other handle is agreed for it. A change plan asks for one.": "plan.start_change"
    }

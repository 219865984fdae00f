"""A channel on keys of its own, a tool that runs another, and the pages of keys at noon."""

import pytest

from governance.access import acts as access
from governance.models import Channel
from tests import cast as given
from tests.cast import TODAY, Cast
from tests.pages.conftest import SignIn, noon, sign_in

__all__ = ["SignIn", "noon", "sign_in"]


@pytest.fixture
def channel(cast: Cast) -> Channel:
    """Approved, and without keys."""
    return given.approved_channel(cast)


@pytest.fixture
def through_a_tool(cast: Cast) -> Channel:
    """Run through a tool that has no keys yet."""
    channel = given.approved_channel(cast, platform="facebook", answers={"handle": "riverside"})
    through = {"method": "parent", "new_tool": "Postplanner"}
    access.set_method(channel, by=cast.officer, today=TODAY, **through)
    return channel

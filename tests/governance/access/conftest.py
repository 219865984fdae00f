"""A page of people's own roles, and lines on access lists."""

import pytest

from governance.access import acts as access
from governance.models import Channel, Holder
from people.models import User
from tests import cast as given
from tests.cast import TODAY, Cast


@pytest.fixture
def linkedin(cast: Cast) -> Channel:
    return given.approved_channel(
        cast, platform="linkedin", answers={"handle": "company/riverside-therapies"}
    )


@pytest.fixture
def instagram(cast: Cast) -> Channel:
    return given.approved_channel(cast)


def listed(channel: Channel, user: User, cast: Cast, level: str = "full") -> Holder:
    """On the list, and not confirmed yet: put there by an officer, or as lead or administrator."""
    known = channel.holders.filter(user=user, removed_on=None).first()
    if known is not None:
        return known
    answers = {"kind": "person", "email": user.email, "level": level}
    return access.add(channel, by=cast.officer, today=TODAY, **answers)


def confirmed(channel: Channel, user: User, cast: Cast, level: str = "full") -> Holder:
    holder = listed(channel, user, cast, level)
    access.confirm(holder, by=cast.head, today=TODAY)
    return holder

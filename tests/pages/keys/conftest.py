"""The pages of keys at any hour, on either engine."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from governance.keys import acts as keys_acts
from governance.models import Channel
from tests import cast as given
from tests import engines
from tests.cast import NOON, TODAY, Cast
from tests.pages.conftest import SignIn


@pytest.fixture(autouse=True)
def clock_of_the_test() -> Iterator[None]:
    with engines.clock_of_the_test():
        yield


@pytest.fixture
def approved(cast: Cast, sign_in: SignIn) -> Channel:
    """Without keys, at noon of the cast's day."""
    return given.approved_channel(cast)


@pytest.fixture
def held(cast: Cast, approved: Channel) -> Channel:
    """With keys that nobody has tested."""
    keys_acts.deposit(approved, given.keys(), by=cast.lead, today=TODAY)
    return approved


@pytest.fixture
def live(cast: Cast) -> Channel:
    """At whatever hour it is looked at then."""
    with time_machine.travel(NOON, tick=False):
        return given.live_channel(cast)


@pytest.fixture
def lead(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.lead)


def at(channel: Channel, rest: str = "") -> str:
    """The address of a page of its keys."""
    return f"/channels/{channel.pk}/keys{rest}"


def page_of(channel: Channel, name: str = "channel-keys-ask", *more: Any) -> str:
    return reverse(name, args=[channel.pk, *more])

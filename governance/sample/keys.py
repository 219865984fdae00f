"""How access to the sample's channels is held."""

import datetime
from typing import Any

from governance.models import Channel
from governance.sample.people import Cast


def hold(channel: Channel, cast: Cast, *, today: datetime.date) -> None:
    """Hold access as the channel's method wants it, before it goes live."""


def deposit_afresh(cast: Cast, *, today: datetime.date) -> list[dict[str, Any]]:
    """New keys for the channels that have some, each value once: channel, field and value."""
    return []

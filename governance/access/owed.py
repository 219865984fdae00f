"""What channels owe of access: that it is held and tested."""

from __future__ import annotations

from collections.abc import Iterator

from governance.access.standing import is_held, with_holders
from governance.models import Channel, Holder, Reach
from governance.obligations.kinds import AGAIN, MONTH, Owing, Scope, at, going_on, ladder, owed
from people.models import Appointment, User
from vault.models import Custodian, Rotation


@owed(
    "access",
    label="access held and tested",
    sentence="Hold and test access: {about}",
    act="channel.add_access",
    href=at("channel-access"),
    ladders=ladder((Reach.LEAD, 0), (Reach.OFFICERS, 14), (Reach.HEAD, 30), repeat=AGAIN),
    what_if_not="Nobody on call can act on it at night.",
    subject=Channel,
    hears=[User, Appointment, Holder, Custodian, Rotation],
    within=MONTH,
)
def access(scope: Scope) -> Iterator[Owing]:
    """Nobody on call could act on it: no keys, no roles, or never tested."""
    asked = going_on(scope).select_related("custodian", "tool__custodian", "parent")
    channels = list(asked)
    listed = with_holders(channels)
    yield from (Owing.of(each) for each in channels if not is_held(each, listed))

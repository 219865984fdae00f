"""What channels owe of access: that it is held and tested, behind a second step."""

from __future__ import annotations

from collections.abc import Iterator

from governance.access.standing import is_held, with_holders
from governance.models import Channel, Holder, Reach
from governance.obligations.kinds import MONTH, WEEK, Owing, Scope, at, going_on, ladder, owed
from people.models import Appointment, User
from vault.models import Custodian, Rotation


@owed(
    "access",
    label="access held and tested",
    sentence="Hold and test access: {about}",
    act="channel.add_access",
    href=at("channel-access"),
    ladders=ladder((Reach.LEAD, 0), (Reach.OFFICERS, 14), (Reach.HEAD, 30), repeat=MONTH),
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


@owed(
    "second_step",
    label="a second step of signing in",
    sentence="Switch the second step on again: {about}",
    act="channel.record_second_step_on",
    href=at("channel-second-step-on"),
    ladders=ladder((Reach.OFFICERS, 0), (Reach.HEAD, 1), repeat=WEEK),
    what_if_not="It is suspended by rule.",
    subject=Channel,
)
def second_step(scope: Scope) -> Iterator[Owing]:
    """Somebody saw that it is switched off on the platform. One that is suspended owes it still."""
    for channel in going_on(scope).exclude(second_step_off_since=None):
        recorded_on = channel.second_step_off_recorded_on
        yield Owing.of(channel, since=channel.second_step_off_since, due_on=recorded_on)

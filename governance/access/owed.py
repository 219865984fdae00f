"""What channels owe of access: held, tested, tested again in time, and behind a second step."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from governance.access.standing import Lacks, Standing, standing_among, with_holders
from governance.models import Channel, Holder, Reach
from governance.models.platform import AccessMethod
from governance.obligations.kinds import AGAIN, MONTH, WEEK, Owing, Scope, at, ladder, owed
from people.models import Appointment, User
from vault.models import Custodian, Rotation

STALE, TEST, WAY = "stale", "test", "way"
AHEAD = datetime.timedelta(days=MONTH)
"""So long before its test is too old it is said that access is to be tested again."""
UP = ladder((Reach.LEAD, 0), (Reach.OFFICERS, 14), (Reach.HEAD, 30), repeat=AGAIN)
OFFICERS = ladder((Reach.OFFICERS, 0), (Reach.HEAD, 14), repeat=AGAIN)
"""Of what its lead could only ask them for: they test keys, confirm lines and say the way."""


@owed(
    "access",
    label="access held and tested",
    sentence={
        "": "Hold and test access: {about}",
        TEST: "Test access: {about}",
        WAY: "Say how it is acted on: {about}",
        STALE: "Test access again: {about}",
    },
    act="channel.add_access",
    href=at("channel-access"),
    ladders={"": UP, TEST: OFFICERS, WAY: OFFICERS, STALE: OFFICERS},
    what_if_not="Nobody on call can act on it at night. One that is live is taken off the list.",
    patience=lambda rules: rules.access_missing_days,
    subject=Channel,
    hears=[User, Appointment, Holder, Custodian, Rotation],
    within=MONTH,
)
def access(scope: Scope) -> Iterator[Owing]:
    """Nobody on call could act on it: no keys, no roles, or never tested. What was tested too long
    ago is held until the rule's patience is over."""
    channels = scope.going_on
    listed = with_holders(channels)
    for channel in channels:
        found = standing_among(channel, listed)
        by = found.test_again_by(scope.rules) if found else None
        if by is None:
            yield Owing.of(channel, stage=_stage(channel, found))
        else:
            yield Owing.of(channel, since=by - AHEAD, due_on=by, stage=STALE)


def _stage(channel: Channel, found: Standing | None) -> str:
    """Whose turn it is: keys and lines come from the lead, the rest from the officers."""
    lacks = found.lacks if found else None
    if lacks == Lacks.TEST:
        return TEST
    through = channel.access_method == AccessMethod.PARENT
    nowhere = through and channel.parent_id is None and channel.tool_id is None
    return WAY if nowhere else ""


@owed(
    "second_step",
    label="a second step of signing in",
    sentence="Switch the second step on again: {about}",
    act="channel.record_second_step_on",
    href=at("channel-second-step-on"),
    ladders=ladder((Reach.OFFICERS, 0), (Reach.HEAD, 1), repeat=WEEK),
    what_if_not="It is suspended by rule.",
    patience=lambda rules: rules.second_step_off_days,
    urgent=True,
    subject=Channel,
)
def second_step(scope: Scope) -> Iterator[Owing]:
    """Somebody saw that it is switched off on the platform. One that is suspended owes it still."""
    for channel in scope.going_on:
        if channel.second_step_off_since:
            recorded_on = channel.second_step_off_recorded_on
            yield Owing.of(channel, since=channel.second_step_off_since, due_on=recorded_on)

"""What channels owe of access: held, tested, tested again in time, and behind a second step."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from governance.access.standing import Lacks, standing_among, with_holders
from governance.models import Channel, Holder, Reach
from governance.models.platform import AccessMethod
from governance.obligations.circles import Circle
from governance.obligations.kinds import (
    AGAIN,
    GOING_ON,
    MONTH,
    WEEK,
    But,
    Owing,
    Scope,
    at,
    ladder,
    owed,
)
from people.models import Appointment, User
from vault.models import Custodian, Rotation

STALE, UNTESTED, WAY = "stale", "untested", "way"
AHEAD = datetime.timedelta(days=MONTH)
"""So long before its test is too old it is said that access is to be tested again."""
APPROVED = Channel.State.APPROVED
TESTERS = ladder((Reach.OFFICERS, -3 * WEEK), (Reach.OFFICERS, 0), (Reach.HEAD, 14), repeat=AGAIN)
UP = ladder((Reach.LEAD, 0), (Reach.OFFICERS, 14), (Reach.HEAD, 30), repeat=AGAIN)
OFFICERS = ladder((Reach.OFFICERS, 0), (Reach.HEAD, 14), repeat=AGAIN)
"""Of what its lead could only ask them for: they test keys, confirm lines and say the way."""


@owed(
    "access",
    label="access held and tested",
    sentence={
        "": "Hold and test access: {about}",
        UNTESTED: "Test the keys: {about}",
        WAY: "Say how it is acted on: {about}",
        STALE: "Test access again: {about}",
    },
    act="channel.add_access",
    href=at("channel-access"),
    ladders={"": UP, UNTESTED: TESTERS, WAY: OFFICERS, STALE: OFFICERS},
    but={UNTESTED: But(act="custodian.test", href=at("channel-keys"))},
    what_if_not="Nobody on call can act on it at night. One that is live is taken off the list.",
    patience=lambda rules: rules.access_missing_days,
    subject=Channel,
    hears=[User, Appointment, Holder, Custodian, Rotation],
    within=MONTH,
)
def access(scope: Scope) -> Iterator[Owing]:
    """Nobody on call could act on it: no keys, no roles, or never tested. What was tested too long
    ago is held until the rule's patience is over. What is not live yet owes the test alone: all
    else stands on its checklist."""
    channels = [each for each in scope.unretired if each.state in (*GOING_ON, APPROVED)]
    listed = with_holders(channels)
    for channel in channels:
        found = standing_among(channel, listed)
        by = found.test_again_by(scope.rules) if found else None
        if by is None and found is not None and found.lacks == Lacks.TEST:
            yield Owing.of(channel, stage=UNTESTED)
        elif channel.state == APPROVED:
            continue
        elif by is None:
            yield Owing.of(channel, stage=WAY if _no_way(channel) else "")
        else:
            yield Owing.of(channel, since=by - AHEAD, due_on=by, stage=STALE)


def _no_way(channel: Channel) -> bool:
    """Run through another channel or a tool, and nobody said which: the officers say it."""
    through = channel.access_method == AccessMethod.PARENT
    return through and channel.parent_id is None and channel.tool_id is None


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
    circle=Circle.CHANNEL,
    subject=Channel,
)
def second_step(scope: Scope) -> Iterator[Owing]:
    """Somebody saw that it is switched off on the platform. One that is suspended owes it still."""
    for channel in scope.going_on:
        if channel.second_step_off_since:
            recorded_on = channel.second_step_off_recorded_on
            yield Owing.of(channel, since=channel.second_step_off_since, due_on=recorded_on)

"""Channels and plans in states that the cast does not bring them to, by real acts."""

import datetime
from typing import Any

from governance.channels import acts as channels
from governance.models import Channel, Plan
from governance.plans import acts as plans
from governance.plans import consultations, writing
from tests import cast as given
from tests.cast import REASON, TODAY, Cast

ENDS = datetime.date(2028, 1, 4)
LAPSES = datetime.date(2028, 1, 19)
CAPTURED = {"records_captured": True, "no_closing_notice": "Nobody followed it."}
CLOSED = {"ending": "closed", "archive": "Shelf 4", "reason": "Over."}
GO_AHEAD = {"held_on": "2027-01-04", "outcome": "go_ahead", "advice": "Go ahead."}


def lapsed_channel(cast: Cast, **facts: Any) -> Channel:
    channel = given.live_channel(cast, **facts)
    assert channels.lapse_due(today=LAPSES) == 1
    return Channel.objects.get(pk=channel.pk)


def retired_channel(cast: Cast, **facts: Any) -> Channel:
    channel = given.live_channel(cast, **facts)
    retire(channel, cast)
    return channel


def retire(channel: Channel, cast: Cast, today: datetime.date = TODAY) -> None:
    channels.prepare_closing(channel, by=cast.officer, today=today, **CAPTURED)
    channels.retire(channel, by=cast.officer, today=today, **CLOSED)


def renewal(cast: Cast, channel: Channel, ends_on: str = "2028-12-31") -> Plan:
    """A renewal plan that the officer has taken up."""
    plan = writing.start_renewal(channel, by=cast.lead, today=TODAY)
    writing.write(plan, by=cast.lead, today=TODAY, answers={"ends_on": ends_on})
    consultations.record(plan, by=cast.officer, today=TODAY, **GO_AHEAD)
    plans.submit(plan, by=cast.lead, today=TODAY)
    plans.take_up(plan, by=cast.officer, today=TODAY)
    return plan


def change_plan(cast: Cast, channel: Channel, **answers: str) -> Plan:
    """A change plan that the officer has taken up; for another handle unless it says otherwise."""
    wanted = {"change_reason": "Our name is new.", **(answers or {"handle": "@newname"})}
    plan = writing.start_change(channel, by=cast.lead, today=TODAY)
    writing.write(plan, by=cast.lead, today=TODAY, answers=wanted)
    consultations.record(plan, by=cast.officer, today=TODAY, **GO_AHEAD)
    plans.submit(plan, by=cast.lead, today=TODAY)
    plans.take_up(plan, by=cast.officer, today=TODAY)
    return plan


def agreed_channel(cast: Cast, handle: str = "@newname") -> Channel:
    """A live channel for which another handle is agreed."""
    channel = given.live_channel(cast)
    plans.approve(change_plan(cast, channel, handle=handle), by=cast.officer, today=TODAY, **REASON)
    return Channel.objects.get(pk=channel.pk)

"""Somebody has got into a channel that is suspended already, for whatever reason.

One that is live or has lapsed is suspended with that cause; both make its keys due.
"""

from __future__ import annotations

from governance.access import custody
from governance.channels import inputs
from governance.models import Channel
from governance.who import permissions as may
from governance.who import recipients
from ledger.acts import Act, act
from ledger.questions import Asked, guard
from ledger.steps import Tell
from vault.models import Cause


@guard("It is not suspended: suspend it, and give this as the cause.", helps="channel.suspend")
def is_suspended(channel: Channel, asked: Asked) -> bool:
    return bool(channel.state == Channel.State.SUSPENDED)


@guard("That somebody else has got in is known already.", helps="channel.reinstate")
def is_not_known(channel: Channel, asked: Asked) -> bool:
    return channel.suspension_cause != Channel.Cause.COMPROMISED


@act(
    "channel.record_compromise",
    Channel,
    label="Record that somebody has got in",
    past="Recorded that somebody has got in",
    who=may.officer | may.on_duty,
    guards=[is_suspended, is_not_known],
    form=inputs.Compromise,
    locks=custody.locked,
    tells=[Tell("channel_suspended", recipients.channel_people_and_officers)],
    danger=True,
)
def record_compromise(channel: Channel, act: Act) -> None:
    """It comes back with keys that are newer than this, as if it had been the cause at first."""
    cause = Channel.Cause.COMPROMISED
    custody.fall_due(channel, Cause.COMPROMISE, by=act.by, today=act.today)
    act.facts["cause"], act.facts["before"] = str(cause), channel.suspension_cause
    channel.suspended_by_id, channel.suspended_at = act.by.pk, act.at
    channel.suspension_cause = cause
    channel.suspension_reason = act.inputs["reason"]

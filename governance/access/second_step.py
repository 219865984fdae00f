"""Whether the second step of signing in is on at the platform: what people saw there, and said."""

from __future__ import annotations

import datetime

from governance.access import inputs
from governance.access.guards import unretired
from governance.models import Channel, Rules
from governance.who import permissions as may
from governance.who import recipients
from ledger.acts import Act, act
from ledger.days import in_words
from ledger.questions import Asked, guard
from ledger.refusals import InvalidError
from ledger.steps import Tell


def is_off(channel: Channel) -> bool:
    return channel.second_step_off_since is not None


def on_again_by(channel: Channel) -> datetime.date | None:
    """The last day on which it may still be off; nothing where it is not recorded as off."""
    recorded_on = channel.second_step_off_recorded_on
    if recorded_on is None:
        return None
    return recorded_on + datetime.timedelta(days=Rules.current().second_step_off_days)


def said(channel: Channel) -> str:
    """That it is off, and what comes of it, for whoever can act; nothing while it is on."""
    if not is_off(channel) or channel.state == Channel.State.RETIRED:
        return ""
    since = in_words(channel.second_step_off_since)
    found = f"Its second step of signing in has been off since {since}."
    if channel.state != Channel.State.LIVE:
        return f"{found} It is not official before that is on again."
    by = in_words(on_again_by(channel))
    return f"{found} If it is not on again by {by}, the channel is suspended by rule."


@guard("It is recorded already.", helps="channel.record_second_step_on")
def not_recorded_yet(channel: Channel, asked: Asked) -> bool:
    return not is_off(channel)


@guard(
    "Nobody recorded that its second step of signing in is off.",
    helps="channel.record_second_step_off",
)
def recorded(channel: Channel, asked: Asked) -> bool:
    return is_off(channel)


@guard(
    "Its second step of signing in is off. Switch it on, and record that it is on again.",
    helps="channel.record_second_step_on",
)
def second_step_on(channel: Channel, asked: Asked) -> bool:
    return not is_off(channel)


@guard(second_step_on.sentence, helps=second_step_on.helps)
def on_before_it_comes_back(channel: Channel, asked: Asked) -> bool:
    """Asked of what lapsed; one that is live stays so until the rule suspends it."""
    return channel.state != Channel.State.LAPSED or not is_off(channel)


@act(
    "channel.record_second_step_off",
    Channel,
    label="Record that its second step is off",
    past="Second step recorded as off",
    who=may.officer | may.on_duty | may.channel_lead | may.channel_administrator,
    guards=[unretired, not_recorded_yet],
    form=inputs.SecondStepOff,
    tells=["second_step_off"],
)
def record_off(channel: Channel, act: Act) -> None:
    """Somebody saw on the platform that a password alone opens it."""
    since = act.inputs["since"] or act.today
    if since > act.today:
        raise InvalidError({"since": ["This day lies ahead."]})
    channel.second_step_off_since, channel.second_step_off_recorded_on = since, act.today
    channel.second_step_off_by_id, channel.second_step_off_seen = act.person_id, act.inputs["seen"]
    act.facts["since"] = since.isoformat()
    act.tell(
        "second_step_off",
        recipients.channel_people_and_officers(channel, act),
        **channel.told(),
        seen=act.inputs["seen"],
        consequence=said(channel),
    )


@act(
    "channel.record_second_step_on",
    Channel,
    label="Record that its second step is on again",
    past="Second step recorded as on again",
    who=may.officer | may.channel_lead | may.channel_administrator,
    guards=[unretired, recorded],
    form=inputs.SecondStepOn,
    tells=[Tell("second_step_on", recipients.channel_people_and_officers)],
)
def record_on(channel: Channel, act: Act) -> None:
    """One that is suspended stays so until an officer reinstates it."""
    channel.second_step_off_since = channel.second_step_off_recorded_on = None
    channel.second_step_off_by, channel.second_step_off_seen = None, ""

"""Saying that a channel is still correct, and what becomes of one of which nobody says so.

Official means confirmed lately: `confirmed_on` is the last day on which a person said that it is
right. An approved plan says so, a review that was closed by a person, and whoever takes `confirm`.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from governance.access.second_step import on_before_it_comes_back
from governance.channels import causes, guards, inputs
from governance.models import Channel
from governance.who import permissions as may
from governance.who import recipients
from ledger.acts import Act
from ledger.refusals import InvalidError
from ledger.steps import Tell, step
from people.models import User

State = Channel.State


def is_right(channel: Channel, *, today: datetime.date) -> None:
    """Somebody said so today; whoever calls this saves the channel."""
    channel.confirmed_on = today
    channel.lapsed_on, channel.lapse_cause = None, ""


def _told_of_coming_back(channel: Channel, act: Act) -> Iterable[User]:
    """Of one that was live all the time nobody needs to hear."""
    lapsed = act.facts["from"] == State.LAPSED
    return recipients.channel_people_and_officers(channel, act) if lapsed else []


@step(
    "channel.confirm",
    Channel,
    source=[State.LIVE, State.LAPSED],
    target=State.LIVE,
    label="Say that it is still correct",
    did="said that it is still correct",
    who=may.confirmer,
    guards=[
        causes.lapsed_for_another_reason,
        guards.life_span_not_over,
        *causes.PUT_RIGHT,
        on_before_it_comes_back,
    ],
    tells=[Tell("channel_confirmed", _told_of_coming_back)],
    tokens=True,
)
def confirm(channel: Channel, act: Act) -> None:
    """Where it had lapsed because something was missing, it is live again."""
    is_right(channel, today=act.today)


@step(
    "channel.unconfirmed",
    Channel,
    source=[State.LIVE],
    target=State.LAPSED,
    label="Let it lapse, because something is missing",
    did="let it lapse",
    who=may.clock,
    guards=[causes.some_cause_holds],
    form=inputs.Unconfirmed,
    tells=[Tell("channel_unconfirmed", recipients.channel_people_and_officers)],
)
def unconfirmed(channel: Channel, act: Act) -> None:
    cause = act.inputs["cause"]
    if not causes.HOLDS[cause](channel, act.today):
        raise InvalidError({"cause": ["This is not so today."]})
    channel.lapsed_on, channel.lapse_cause = act.today, cause
    act.words["why"] = channel.get_lapse_cause_display()

"""Whether somebody has looked at an access list and said that it is right: who can act today.

Asked again in so many months, and after each change of people. That nobody did is shown wherever
somebody asks who can act; the channel stays on the list of the official.
"""

from __future__ import annotations

import datetime

from governance.access.days import asked_since, here_since, spread
from governance.access.guards import unretired
from governance.models import Channel, Rules
from governance.obligations.kinds import GOING_ON, WEEK
from governance.who import permissions as may
from ledger.actors import Actor
from ledger.acts import Act, act
from ledger.days import add_months, in_words
from ledger.questions import Asked, guard

SOON = datetime.timedelta(days=2 * WEEK)
"""How long somebody has to look after a change of people."""


def changed(channel: Channel, today: datetime.date) -> None:
    """Somebody or something came or went; whoever calls this saves the channel.

    Before it went live its set-up looks at everything.
    """
    if channel.state in GOING_ON and channel.access_changed_on is None:
        channel.access_changed_on = today


def look_again_by(channel: Channel, rules: Rules) -> datetime.date:
    """The day by which somebody looks without anything having changed."""
    looked = channel.access_confirmed_on
    if looked:
        return add_months(looked, rules.access_list_months)
    first = max(asked_since(channel, rules), channel.live_since or datetime.date.min)
    latest = add_months(first, rules.access_list_months)
    came_with_many = channel.imported_on or here_since(channel) < first
    return spread(channel.pk, first, latest) if came_with_many else latest


def look_by(channel: Channel, rules: Rules) -> datetime.date:
    again = look_again_by(channel, rules)
    since = channel.access_changed_on
    return min(since + SOON, again) if since else again


def unconfirmed(channel: Channel, rules: Rules, today: datetime.date) -> str:
    """Why the list does not count as right today, in a sentence; nothing where it does."""
    if channel.state not in GOING_ON:
        return ""
    if since := channel.access_changed_on:
        when = in_words(since)
        return f"Not confirmed: people changed on {when}, and nobody has looked at the list since."
    if look_again_by(channel, rules) >= today:
        return ""
    looked = channel.access_confirmed_on
    if looked:
        return f"Not confirmed: nobody has looked at the list since {in_words(looked)}."
    return "Not confirmed: nobody has looked at the list yet."


def to_remove(channel: Channel) -> list[str]:
    wanted = channel.holders.filter(removed_on=None).exclude(removal_wanted_on=None)
    return sorted(str(line) for line in wanted.select_related("user", "tool"))


def _still_to_remove(channel: Channel, asked: Asked) -> str:
    names = ", ".join(to_remove(channel))
    return f"Still to be removed: {names}. Say that it is done, and then that the list is right."


@guard(_still_to_remove, helps="access.remove")
def nobody_to_remove(channel: Channel, asked: Asked) -> bool:
    return not to_remove(channel)


def is_right(channel: Channel, *, by: Actor, today: datetime.date) -> None:
    """Somebody looked today; whoever calls this saves the channel."""
    channel.access_changed_on = None
    channel.access_confirmed_on, channel.access_confirmed_by_id = today, by.pk


@act(
    "channel.confirm_access",
    Channel,
    label="Say that its access list is right",
    past="Access list said to be right",
    who=may.officer | may.channel_lead | may.channel_administrator | may.team_manager,
    guards=[unretired, nobody_to_remove],
    silent="It is seen on the access list; nobody has to do anything.",
)
def confirm_access(channel: Channel, act: Act) -> None:
    """“I looked, this is right”: everybody and everything on it can act, and nobody else."""
    is_right(channel, by=act.by, today=act.today)

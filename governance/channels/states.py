"""A channel's state in plain words, and what happens next."""

import datetime

from django.utils import timezone

from governance.channels.guards import lapses_on
from governance.models import Channel

State = Channel.State


def said(day: datetime.date) -> str:
    """4 January 2027."""
    return f"{day.day} {day:%B %Y}"


def state_in_words(channel: Channel, today: datetime.date) -> str:
    """One or two sentences."""
    match channel.state:
        case State.APPROVED:
            return "It is approved, but it is not official yet: it is not on the public list."
        case State.LIVE if not channel.platform.public:
            return (
                "It is live and official. It is a closed channel, so the public list does not "
                "show it."
            )
        case State.LIVE:
            return "It is live: an official channel, and on the public list."
        case State.SUSPENDED:
            return _suspended(channel)
        case State.LAPSED:
            return (
                "Its life span ended and nobody renewed it. It does not count as official any more."
            )
    return _retired(channel)


def _suspended(channel: Channel) -> str:
    at = channel.suspended_at
    since = f" since {said(timezone.localtime(at).date())}" if at else ""
    cause = channel.get_suspension_cause_display()
    return (
        f"It is suspended{since}: {cause[:1].lower()}{cause[1:]}. It does not count as official. "
        f"On {channel.platform} itself nothing has changed by that."
    )


def _retired(channel: Channel) -> str:
    day = f" on {said(channel.retired_on)}" if channel.retired_on else ""
    ending = channel.get_ending_display()
    whom = f" ({channel.transferred_to})" if channel.transferred_to else ""
    return f"It was retired{day}. {ending}{whom}."


def what_next(channel: Channel, today: datetime.date) -> str:
    """What happens next if all goes well, and by when."""
    match channel.state:
        case State.APPROVED if channel.set_up_at is None:
            return "An officer confirms the set-up and the address, and then makes it live."
        case State.APPROVED:
            return "The set-up is confirmed. An officer makes it live."
        case State.LIVE:
            return _life_span(channel, today)
        case State.SUSPENDED:
            return (
                "When everything is put right, an officer other than the one who suspended it "
                "reinstates it. Otherwise it is retired."
            )
        case State.LAPSED:
            return (
                "A renewal plan brings it back. An officer may extend it once, by three months at "
                "most. Otherwise it is retired."
            )
    return "Nothing more. It stays in the register, so that a reused handle is seen."


def _life_span(channel: Channel, today: datetime.date) -> str:
    if channel.ends_on is None:
        return "It has no end date yet. It needs an approved plan."
    lapse = lapses_on(channel)
    lapses = f"If nobody renews it, it lapses on {said(lapse)}." if lapse else ""
    tense = "ended" if channel.ends_on < today else "ends"
    return f"Its life span {tense} on {said(channel.ends_on)}. {lapses}"

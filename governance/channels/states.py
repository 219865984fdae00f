"""What each state of a channel means: one row a state, read by pages, verdict and reviews.

A state without a row here fails when the program starts.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from django.utils import timezone

from governance.book import why_not_verified
from governance.channels.guards import lapses_on
from governance.models import Channel
from governance.models.channel import LapseCause
from ledger.days import in_words
from ledger.meanings import complete

State = Channel.State
Said = Callable[[Channel, datetime.date], str]


class Verdict(StrEnum):
    """What is answered to "is this account official?"."""

    OFFICIAL = "official"
    SUSPENDED = "suspended"
    LAPSED = "lapsed"
    RETIRED = "retired"
    REPORTED = "reported"
    NOT_LISTED = "not_listed"
    UNSUPPORTED = "unsupported"


@dataclass(frozen=True)
class Meaning:
    """Its label is the enum's, its colour the class `keyholder-state-…` of the styles.

    `in_words` says what it is, `what_next` what happens if all goes well. `verdict` and `because`
    answer for its address where it is not on the public list. `ends` says that nothing leads out
    of it.
    """

    tag: str
    in_words: Said
    what_next: Said
    verdict: Verdict
    because: str = ""
    reviewed: bool = False
    ends: bool = False


def _live(channel: Channel, today: datetime.date) -> str:
    if channel.waits_for_a_word:
        return (
            "It is live. It was imported and kept off the public list: it is on it as soon as "
            "somebody says that it is still correct."
        )
    if not channel.platform.public:
        return (
            "It is live and official. It is a closed channel, so the public list does not show it."
        )
    if problem := why_not_verified(channel):
        return f"It is live, but the public list cannot show it. {problem}"
    return "It is live: an official channel, and on the public list."


def _suspended(channel: Channel, today: datetime.date) -> str:
    at = channel.suspended_at
    since = f" since {in_words(timezone.localtime(at).date())}" if at else ""
    cause = channel.get_suspension_cause_display()
    return (
        f"It is suspended{since}: {cause[:1].lower()}{cause[1:]}. It does not count as official. "
        f"On {channel.platform} itself nothing has changed by that."
    )


# Of each cause what is so then, and what brings the channel back.
LAPSED: dict[str, tuple[str, str]] = {
    LapseCause.LIFE_SPAN: (
        "Its life span ended and nobody renewed it.",
        "A renewal plan brings it back. An officer may extend it once, by three months at most.",
    ),
    LapseCause.NOT_CONFIRMED: (
        "It has lapsed: nobody said in time that it is still correct.",
        "It is official again as soon as its lead or an officer says that it is still correct.",
    ),
    LapseCause.NO_LEAD: (
        "It has lapsed: it had no lead.",
        "When it has a lead, that lead or an officer says that it is still correct.",
    ),
    LapseCause.TOO_FEW: (
        "It has lapsed: fewer than two people were named to act on it.",
        "When two are named, its lead or an officer says that it is still correct.",
    ),
    LapseCause.ACCESS: (
        "It has lapsed: access to it was not held.",
        "When access is held and tested, its lead or an officer says that it is still correct.",
    ),
    LapseCause.REVIEW_OVERDUE: (
        "It has lapsed: its review was not answered, or not closed, in time.",
        "When that is done, its lead or an officer says that it is still correct.",
    ),
}


def _lapsed(channel: Channel, today: datetime.date) -> str:
    why, _ = LAPSED[channel.lapse_cause or LapseCause.LIFE_SPAN]
    return f"{why} It does not count as official any more."


def _after_the_lapse(channel: Channel, today: datetime.date) -> str:
    _, back = LAPSED[channel.lapse_cause or LapseCause.LIFE_SPAN]
    return f"{back} Otherwise it is retired."


def _retired(channel: Channel, today: datetime.date) -> str:
    day = f" on {in_words(channel.retired_on)}" if channel.retired_on else ""
    ending = channel.get_ending_display()
    whom = f" ({channel.transferred_to})" if channel.transferred_to else ""
    return f"It was retired{day}. {ending}{whom}."


def _before_it_is_live(channel: Channel, today: datetime.date) -> str:
    if channel.set_up_at is None:
        return "An officer confirms the set-up and the address, and then makes it live."
    return "The set-up is confirmed. An officer makes it live."


def _life_span(channel: Channel, today: datetime.date) -> str:
    if channel.ends_on is None:
        return "It has no end date yet. It needs an approved plan."
    lapse = lapses_on(channel)
    lapses = f"If nobody renews it, it lapses on {in_words(lapse)}." if lapse else ""
    tense = "ended" if channel.ends_on < today else "ends"
    given = " (a day it was given when it was imported)" if channel.ends_provisional else ""
    return f"Its life span {tense} on {in_words(channel.ends_on)}{given}. {lapses}"


PUT_RIGHT = (
    "When everything is put right, an officer other than the one who suspended it reinstates it. "
    "Otherwise it is retired."
)


def _after_a_suspension(channel: Channel, today: datetime.date) -> str:
    """One whose life span is over lives on first: nobody reinstates it before."""
    if channel.ends_on is None or today <= channel.ends_on:
        return PUT_RIGHT
    return (
        f"Its life span ended on {in_words(channel.ends_on)}, so a renewal plan or an extension "
        f"comes first. It stays suspended meanwhile. {PUT_RIGHT}"
    )


def _always(sentence: str) -> Said:
    return lambda channel, today: sentence


_rows: dict[str, Meaning] = {
    State.APPROVED: Meaning(
        tag="aqua-green",
        in_words=_always(
            "It is approved, but it is not official yet: it is not on the public list."
        ),
        what_next=_before_it_is_live,
        verdict=Verdict.NOT_LISTED,
    ),
    State.LIVE: Meaning(
        tag="green",
        in_words=_live,
        what_next=_life_span,
        verdict=Verdict.NOT_LISTED,
        reviewed=True,
    ),
    State.SUSPENDED: Meaning(
        tag="red",
        in_words=_suspended,
        what_next=_after_a_suspension,
        verdict=Verdict.SUSPENDED,
        because=" It was listed, and is suspended at the moment.",
        reviewed=True,
    ),
    State.LAPSED: Meaning(
        tag="orange",
        in_words=_lapsed,
        what_next=_after_the_lapse,
        verdict=Verdict.LAPSED,
        because=" It was listed until its time ran out.",
    ),
    State.RETIRED: Meaning(
        tag="grey",
        in_words=_retired,
        what_next=_always(
            "Nothing more. It stays in the register, so that a reused handle is seen."
        ),
        verdict=Verdict.RETIRED,
        because=" The organisation no longer uses this channel.",
        ends=True,
    ),
}

MEANINGS = complete(State, _rows)
REVIEWED = tuple(state for state, meaning in MEANINGS.items() if meaning.reviewed)


def meaning_of(channel: Channel) -> Meaning:
    return MEANINGS[channel.state]


def state_in_words(channel: Channel, today: datetime.date) -> str:
    """One or two sentences."""
    return meaning_of(channel).in_words(channel, today)


def what_next(channel: Channel, today: datetime.date) -> str:
    """What happens next if all goes well, and by when."""
    found = meaning_of(channel).what_next(channel, today)
    if not channel.agreed_handle or meaning_of(channel).ends:
        return found
    return (
        f"{found} Its handle is to be {channel.agreed_handle}: when that is changed on "
        f"{channel.platform}, an officer confirms it. Until then {channel.handle} counts."
    )

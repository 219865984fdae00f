"""Guards of what needs access: each kind of it that is missing leads to the act that helps."""

from __future__ import annotations

import datetime

from django.utils import timezone

from governance.access import custody
from governance.access.standing import Lacks, current, standing
from governance.models import Channel, Holder, Rules, Tool
from governance.models.platform import AccessMethod
from ledger.days import in_words
from ledger.questions import Asked, Guard, guard
from vault import rotations
from vault.models import Cause, Custodian


def _missing(channel: Channel, asked: Asked) -> str:
    return standing(channel).missing or ""


@guard(_missing, helps="custodian.deposit")
def keys_deposited(channel: Channel, asked: Asked) -> bool:
    return standing(channel).lacks != Lacks.KEYS


@guard(_missing, helps="custodian.test")
def keys_tested(channel: Channel, asked: Asked) -> bool:
    """So that somebody on call can act without the team."""
    return standing(channel).lacks != Lacks.TEST


@guard(_missing, helps="access.confirm")
def access_confirmed(channel: Channel, asked: Asked) -> bool:
    return standing(channel).lacks != Lacks.LINES


@guard(_missing, helps="channel.set_access_method")
def way_known(channel: Channel, asked: Asked) -> bool:
    return standing(channel).lacks != Lacks.WAY


@guard(_missing)
def channel_above_held(channel: Channel, asked: Asked) -> bool:
    return standing(channel).lacks != Lacks.ABOVE


access_held: tuple[Guard[Channel], ...] = (
    keys_deposited,
    keys_tested,
    access_confirmed,
    way_known,
    channel_above_held,
)


def run_by_keys(channel: Channel) -> bool:
    """Its own, or those of the tool or the channel that it is run through."""
    keyed = custody.keyed(channel)
    return isinstance(keyed, Tool) or keyed.access_method == AccessMethod.KEYS


def _too_long_ago(channel: Channel, asked: Asked) -> str:
    day = standing(channel).confirmed_on
    when = in_words(day) if day else "no day that is known"
    if run_by_keys(channel):
        return (
            f"Access to it was last tested on {when}, which is too long ago: somebody has to sign "
            "in with its keys."
        )
    return (
        f"Access to it was last confirmed on {when}, which is too long ago: an officer has to look "
        "on the platform and confirm the lines of its access list."
    )


def _young(channel: Channel, asked: Asked) -> bool:
    return not standing(channel).is_stale(Rules.current(), asked.today)


@guard(_too_long_ago, helps="custodian.test")
def keys_tested_lately(channel: Channel, asked: Asked) -> bool:
    return not run_by_keys(channel) or _young(channel, asked)


@guard(_too_long_ago, helps="access.confirm")
def lines_confirmed_lately(channel: Channel, asked: Asked) -> bool:
    return run_by_keys(channel) or _young(channel, asked)


tested_lately: tuple[Guard[Channel], ...] = (keys_tested_lately, lines_confirmed_lately)
"""Asked besides `access_held` where that a test grew too old took a channel off the list."""


def _keys_since(channel: Channel) -> tuple[Custodian | None, datetime.datetime] | None:
    """The keys that a compromised channel is run by, and since when it is; None for all others."""
    at, keyed = _compromised_at(channel), custody.keyed(channel)
    return (keyed.custodian, at) if at and run_by_keys(channel) else None


def _compromised_at(channel: Channel) -> datetime.datetime | None:
    compromised = channel.suspension_cause == Channel.Cause.COMPROMISED
    return channel.suspended_at if compromised else None


@guard(
    "It was compromised, and its keys have not been changed since: put new ones in place.",
    helps="custodian.propose",
)
def keys_changed_since(channel: Channel, asked: Asked) -> bool:
    found = _keys_since(channel)
    return found is None or _changed_since(*found)


def _changed_since(custodian: Custodian | None, at: datetime.datetime) -> bool:
    if custodian is None:
        return False
    due = rotations.open_rotation(custodian)
    if due is not None and due.cause != Cause.OFFERED:
        return False
    held = custody.held(custodian)
    first = held is not None and held.made_at >= at
    return first or custodian.rotations.filter(confirmed_at__gte=at).exists()


@guard(
    "It was compromised, and its new keys are not tested: somebody has to sign in with them.",
    helps="custodian.test",
)
def new_keys_tested(channel: Channel, asked: Asked) -> bool:
    """Keys are tested anew after each change; before it there is nothing to test."""
    found = _keys_since(channel)
    if found is None or not _changed_since(*found):
        return True
    held = custody.held(found[0])
    return held is not None and held.tested_on is not None


def _unconfirmed(channel: Channel) -> list[Holder]:
    at = _compromised_at(channel)
    keyed = custody.keyed(channel)
    if at is None or isinstance(keyed, Tool) or keyed.access_method == AccessMethod.KEYS:
        return []
    day = timezone.localtime(at).date()
    return [line for line in current(keyed) if line.confirmed_on is None or line.confirmed_on < day]


def _names_lines(channel: Channel, asked: Asked) -> str:
    names = ", ".join(sorted(str(line) for line in _unconfirmed(channel)))
    if not names:
        return standing(channel).missing or ""
    return (
        "It was compromised, and nobody has looked since whether these are still right on its"
        f" access list: {names}. Confirm or remove each."
    )


@guard(_names_lines, helps="access.confirm")
def lines_confirmed_since(channel: Channel, asked: Asked) -> bool:
    """Where people's own sign-ins or a device act on it."""
    if _compromised_at(channel) is None or _keys_since(channel):
        return True
    return not _unconfirmed(channel) and standing(channel).held


put_right: tuple[Guard[Channel], ...] = (
    keys_changed_since,
    new_keys_tested,
    lines_confirmed_since,
)

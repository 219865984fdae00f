"""Guards of what needs access: each kind of it that is missing leads to the act that helps."""

from __future__ import annotations

import datetime

from django.utils import timezone

from governance.access import custody
from governance.access.standing import Lacks, current, standing
from governance.models import Channel, Holder, Tool
from governance.models.platform import AccessMethod
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


def _keys_since(channel: Channel) -> tuple[Custodian | None, datetime.datetime] | None:
    """The keys that a compromised channel is run by, and since when it is; None for all others."""
    at, keyed = _compromised_at(channel), custody.keyed(channel)
    own = isinstance(keyed, Tool) or keyed.access_method == AccessMethod.KEYS
    return (keyed.custodian, at) if at and own else None


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

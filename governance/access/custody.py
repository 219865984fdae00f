"""Which keys a channel is acted on by, as the vault holds them."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db.models import Model

from governance.models import Channel, Tool
from governance.models.platform import AccessMethod
from ledger.actors import Actor
from ledger.questions import Asked
from people.models import User
from vault import fields, openers, rotations
from vault.models import Cause, Custodian, Rotation, Version

DEEPEST = 5
SECOND_STEPS = {fields.TOTP_SEED, fields.BACKUP_CODES}


@dataclass(frozen=True)
class Held:
    """The keys that are held now: which fields, since when, and when an officer tested them."""

    fields: tuple[str, ...]
    version: int
    made_at: datetime.datetime
    tested_on: datetime.date | None


def held(custodian: Custodian | None) -> Held | None:
    """None where no keys are held."""
    if custodian is None:
        return None
    current = custodian.versions.filter(standing=Version.Standing.CURRENT)
    rows = list(current.values_list("number", "made_at", "tested_on", "sealed__field"))
    if not rows:
        return None
    found = {fields.name_of(field) for *_, field in rows}
    names = tuple(name for name in fields.LABELS if name in found)
    number, made_at, tested_on, _ = rows[0]
    return Held(names, number, made_at, tested_on)


def rotation_of(custodian: Custodian | None) -> Rotation | None:
    """The rotation that is due or proposed."""
    return rotations.open_rotation(custodian) if custodian is not None else None


def keyed(channel: Channel) -> Channel | Tool:
    """What has the keys: the channel, the tool that it is run through, or the channel above it."""
    above: Channel | None = channel
    for _ in range(DEEPEST):
        if above is None or above.access_method != AccessMethod.PARENT:
            break
        channel = above
        if channel.tool is not None:
            return channel.tool
        above = channel.parent
    return above or channel


def custodian_of(channel: Channel) -> Custodian | None:
    """The custodian of the keys by which the channel is acted on; None where there are none yet."""
    return keyed(channel).custodian


def of(channel: Channel) -> list[Custodian]:
    """The same, to be locked with the channel."""
    found = custodian_of(channel)
    return [found] if found is not None else []


def locked(channel: Channel, asked: Asked) -> list[Model]:
    """What an act locks with the channel that makes new keys due or retires them."""
    return [*of(channel)]


def fall_due(
    channel: Channel, cause: Cause, *, by: Actor, today: datetime.date, reason: str = ""
) -> None:
    """New keys are due, where keys are held. Call it before rows of the channel are saved."""
    for custodian in of(channel):
        if held(custodian) is not None:
            rotations.fall_due(custodian, cause, by=by, today=today, reason=reason)


def knows(person: User, channel: Channel) -> bool:
    """Whether this person knows any of the keys that are in force, as the vault asks it."""
    custodian = custodian_of(channel)
    if custodian is None or custodian.retired_on is not None:
        return False
    return openers.knows(custodian, person)


def second_step_passable(channel: Channel) -> bool:
    """Whether somebody on call can pass the second step of signing in without the team."""
    if channel.access_method != AccessMethod.KEYS or not channel.platform.totp:
        return True
    found = held(channel.custodian)
    return found is not None and bool(SECOND_STEPS & set(found.fields))

"""Whether access to a channel is held and tested, so that somebody on call can act on it."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.db import models

from governance.access import custody
from governance.models import Channel, Holder
from governance.models.platform import AccessMethod
from people.roles import Role
from vault.models import Custodian

ENOUGH_OFFICERS = 2
DEEPEST = 5


def current(channel: Channel) -> models.QuerySet[Holder]:
    """Who and what can act now."""
    return channel.holders.filter(removed_on=None).select_related("user", "tool")


class Lacks(StrEnum):
    """What is not there yet, by what puts it right."""

    KEYS = "keys"
    TEST = "test"
    LINES = "lines"
    WAY = "way"
    ABOVE = "above"


@dataclass(frozen=True)
class Standing:
    """Whether access is held and tested; `missing` says in a sentence what is not there yet."""

    missing: str | None
    confirmed_on: datetime.date | None = None
    lacks: Lacks | None = None

    @property
    def held(self) -> bool:
        return self.missing is None


def standing(channel: Channel, depth: int = DEEPEST) -> Standing:
    """How access to the channel stands, each method in its own way."""
    match channel.access_method:
        case AccessMethod.KEYS:
            return _keys(channel)
        case AccessMethod.ROLES:
            return _roles(channel)
        case AccessMethod.DEVICE:
            return _device(channel)
        case _:
            return _parent(channel, depth)


def _roles(channel: Channel) -> Standing:
    confirmed = current(channel).filter(
        kind=Holder.Kind.PERSON,
        level=Holder.Level.FULL,
        confirmed_on__isnull=False,
        user__is_active=True,
        user__groups__name__in=[Role.OFFICER, Role.HEAD],
    )
    days = dict(confirmed.values_list("user_id", "confirmed_on"))
    if len(days) >= ENOUGH_OFFICERS:
        return Standing(None, min(day for day in days.values() if day))
    return Standing(
        "Access is not held: two officers must have full control on "
        f"{channel.platform} through their own sign-ins, and be confirmed on the access list.",
        lacks=Lacks.LINES,
    )


def _device(channel: Channel) -> Standing:
    device = current(channel).filter(kind=Holder.Kind.DEVICE).exclude(confirmed_on=None).first()
    if device is None:
        return Standing(
            "Access is not held: the device, and where it is kept, must be on the access list and "
            "be confirmed by an officer.",
            lacks=Lacks.LINES,
        )
    return Standing(None, device.confirmed_on)


def _parent(channel: Channel, depth: int) -> Standing:
    if channel.parent is not None and depth:
        above = standing(channel.parent, depth - 1)
        if above.held:
            return above
        return Standing(
            f"Access is not held: {channel.parent} is not held itself.", lacks=Lacks.ABOVE
        )
    if channel.tool is not None:
        connected = current(channel).filter(tool=channel.tool).exclude(confirmed_on=None).first()
        if connected is None:
            return Standing(
                f"Access is not held: {channel.tool} must be on the access list and be confirmed "
                "by an officer.",
                lacks=Lacks.LINES,
            )
        return _custodian(channel.tool.custodian, str(channel.tool))
    return Standing(
        "Access is not held: nobody said through which channel or tool it is run.",
        lacks=Lacks.WAY,
    )


def _keys(channel: Channel) -> Standing:
    return _custodian(channel.custodian, "the channel")


def _custodian(custodian: Custodian | None, whose: str) -> Standing:
    held = custody.held(custodian)
    if held is None:
        return Standing(
            f"Access is not held: the keys of {whose} are not deposited.", lacks=Lacks.KEYS
        )
    if held.tested_on is None:
        return Standing(
            "Access is held but not tested: an officer must test the deposited keys.",
            lacks=Lacks.TEST,
        )
    return Standing(None, held.tested_on)


def with_holders(channels: Iterable[Channel]) -> set[uuid.UUID]:
    """Which of these have anybody or anything on their list now; most that were imported do not."""
    lines = Holder.objects.filter(removed_on=None, channel__in=[each.pk for each in channels])
    return set(lines.order_by().values_list("channel_id", flat=True))


def is_held(channel: Channel, listed: Collection[uuid.UUID]) -> bool:
    """Whether access is held, for many channels at once: `listed` are those with holders."""
    match channel.access_method:
        case AccessMethod.KEYS if channel.custodian_id is None:
            return False
        case AccessMethod.ROLES | AccessMethod.DEVICE if channel.pk not in listed:
            return False
        case AccessMethod.PARENT if channel.parent_id is None and channel.pk not in listed:
            return False
    return standing(channel).held

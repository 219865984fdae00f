"""Whether access to a channel is held and tested, so that somebody on call can act on it."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.db import models

from governance.access import custody
from governance.models import Channel, Holder, Rules
from governance.models.platform import AccessMethod
from ledger.days import add_months
from people.models import User
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

    def test_again_by(self, rules: Rules) -> datetime.date | None:
        """The last day on which its newest test is young enough; None where it is not held."""
        if self.missing or self.confirmed_on is None:
            return None
        return add_months(self.confirmed_on, rules.access_test_months)

    def is_stale(self, rules: Rules, today: datetime.date) -> bool:
        by = self.test_again_by(rules)
        return by is not None and by < today


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
        user__in=User.objects.holding(Role.OFFICER, Role.HEAD),
    )
    known = dict(confirmed.order_by("confirmed_on").values_list("user_id", "confirmed_on"))
    days = sorted(day for day in known.values() if day)
    if len(days) >= ENOUGH_OFFICERS:
        return Standing(None, days[-ENOUGH_OFFICERS])
    return Standing(
        "Access is not held: two officers must have full control on "
        f"{channel.platform} through their own sign-ins, and be confirmed on the access list.",
        lacks=Lacks.LINES,
    )


def _device(channel: Channel) -> Standing:
    devices = current(channel).filter(kind=Holder.Kind.DEVICE).exclude(confirmed_on=None)
    device = devices.order_by("confirmed_on").last()
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


def standing_among(channel: Channel, listed: Collection[uuid.UUID]) -> Standing | None:
    """For many channels at once: `listed` are those with holders. None where nothing is there."""
    match channel.access_method:
        case AccessMethod.KEYS if channel.custodian_id is None:
            return None
        case AccessMethod.ROLES | AccessMethod.DEVICE if channel.pk not in listed:
            return None
        case AccessMethod.PARENT if channel.parent_id is None and channel.pk not in listed:
            return None
    return standing(channel)

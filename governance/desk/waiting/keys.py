"""What waits about keys: openings to decide, keys to test, leavers to remove."""

from __future__ import annotations

import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from governance.desk.waiting.thing import Waiting, day
from governance.models import Channel, Holder
from people.models import User
from people.roles import Role
from vault.models import Grant, Version


def openings(user: User, today: datetime.date) -> list[Waiting]:
    """Requests of others, for those who decide them."""
    if not user.is_officer or user.holds(Role.STEWARD):
        return []
    found = Grant.objects.filter(state=Grant.State.REQUESTED).exclude(person=user)
    joined = found.select_related("custodian__channel", "person").order_by("requested_at")
    return [_opening(each) for each in joined]


def _opening(grant: Grant) -> Waiting:
    channel = getattr(grant.custodian, "channel", None)
    href = reverse("opening", args=[channel.pk, grant.pk]) if channel else grant.custodian.path
    return Waiting(
        f"Decide who opens keys: {grant.custodian.name}",
        href,
        day(grant.requested_at),
        detail=str(grant.person),
    )


UNTESTED = Version.objects.filter(standing=Version.Standing.CURRENT, tested_on=None).order_by()
LEAVERS = Holder.objects.filter(removal_wanted_on__isnull=False, removed_on=None).order_by()


def looked_at(channels: QuerySet[Channel]) -> QuerySet[Channel]:
    """Channels with what their keys and access lists want, asked in the same query."""
    return channels.annotate(
        untested=Exists(UNTESTED.filter(custodian=OuterRef("custodian"))),
        leavers=Exists(LEAVERS.filter(channel=OuterRef("pk"))),
    )


def wanted() -> Q:
    """Which channels wait: found from what waits, not by asking every channel."""
    untested = Q(custodian__in=UNTESTED.values("custodian"))
    leavers = Q(pk__in=LEAVERS.values("channel"))
    return ~Q(state=Channel.State.RETIRED) & (untested | leavers)


def of_channel(channel: Channel) -> list[Waiting]:
    """What an officer does about one channel that `looked_at` has looked at."""
    found = []
    team, changed = str(channel.team), day(channel.updated_at)
    if getattr(channel, "untested", False):
        keys = reverse("channel-keys", args=[channel.pk])
        found.append(Waiting(f"Test the keys: {channel}", keys, changed, detail=team))
    if getattr(channel, "leavers", False):
        access = reverse("channel-access", args=[channel.pk])
        found.append(Waiting(f"Remove who has left: {channel}", access, changed, detail=team))
    return found

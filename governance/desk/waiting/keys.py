"""What waits about keys: openings to decide and account for, new keys, roles to remove."""

from __future__ import annotations

import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse

from governance.desk.waiting.thing import MOST, Waiting, day
from governance.models import Channel, Holder
from people.models import User
from people.roles import Role
from vault.models import Grant, Policy, Rotation, Version


def openings(user: User, today: datetime.date) -> list[Waiting]:
    """Requests to decide for officers, accounts to give for whoever opened at once."""
    mine = Q(
        person=user, policy=Policy.IMMEDIATE, state__in=[Grant.State.ACTIVE, Grant.State.ENDED]
    )
    decides = user.is_officer and not user.holds(Role.STEWARD)
    others = Q(state=Grant.State.REQUESTED) & ~Q(person=user) if decides else Q(pk=None)
    found = Grant.objects.filter(mine | others).select_related("custodian__channel", "person")
    return [_opening(each, user) for each in found.order_by("requested_at")[:MOST]]


def _opening(grant: Grant, user: User) -> Waiting:
    mine = grant.person_id == user.pk
    title = "Say what you did with the keys" if mine else "Decide who opens keys"
    channel = getattr(grant.custodian, "channel", None)
    href = reverse("opening", args=[channel.pk, grant.pk]) if channel else grant.custodian.path
    return Waiting(
        f"{title}: {grant.custodian.name}",
        href,
        day(grant.requested_at),
        due=grant.account_by,
        detail=str(grant.person),
    )


OPEN_ROTATIONS = Rotation.objects.filter(
    state__in=[Rotation.State.DUE, Rotation.State.PROPOSED]
).order_by()
UNTESTED = Version.objects.filter(standing=Version.Standing.CURRENT, tested_on=None).order_by()
LEAVERS = Holder.objects.filter(removal_wanted_on__isnull=False, removed_on=None).order_by()


def looked_at(channels: QuerySet[Channel]) -> QuerySet[Channel]:
    """Channels with what their keys and access lists want, asked in the same query."""
    rotations = OPEN_ROTATIONS.filter(custodian=OuterRef("custodian"))
    return channels.annotate(
        rotation=Subquery(rotations.values("state")[:1]),
        rotation_due_on=Subquery(rotations.values("due_on")[:1]),
        untested=Exists(UNTESTED.filter(custodian=OuterRef("custodian"))),
        leavers=Exists(LEAVERS.filter(channel=OuterRef("pk"))),
    )


def wanted_of(user: User, answered_for: Q) -> Q:
    """Which channels wait for this person: found from what waits, not by asking every channel."""
    unretired = ~Q(state=Channel.State.RETIRED)
    due = unretired & Q(custodian__in=OPEN_ROTATIONS.values("custodian"))
    wanted = due & (Q() if user.is_officer else answered_for)
    wanted |= unretired & Q(lead=None, team__manager=user)
    if user.is_officer:
        untested = Q(custodian__in=UNTESTED.values("custodian"))
        wanted |= unretired & (untested | Q(pk__in=LEAVERS.values("channel")))
    return wanted


def of_channel(channel: Channel, user: User, today: datetime.date) -> list[Waiting]:
    """What is to be done about one channel that `looked_at` has looked at."""
    found = []
    keys, team = reverse("channel-keys", args=[channel.pk]), str(channel.team)
    since = getattr(channel, "rotation_due_on", None) or today
    match getattr(channel, "rotation", None):
        case Rotation.State.DUE:
            found.append(Waiting(f"Put new keys in place: {channel}", keys, since, detail=team))
        case Rotation.State.PROPOSED:
            found.append(Waiting(f"Confirm the new keys: {channel}", keys, since, detail=team))
    changed = day(channel.updated_at)
    if user.is_officer and getattr(channel, "untested", False):
        found.append(Waiting(f"Test the keys: {channel}", keys, changed, detail=team))
    if user.is_officer and getattr(channel, "leavers", False):
        access = reverse("channel-access", args=[channel.pk])
        found.append(Waiting(f"Remove who has left: {channel}", access, changed, detail=team))
    if channel.lead_id is None and channel.team.manager_id == user.pk:
        page = reverse("channel", args=[channel.pk])
        found.append(Waiting(f"Name a lead: {channel}", page, changed, detail=team))
    return found

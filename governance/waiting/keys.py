"""What waits for a person about keys: openings to decide, accounts to give, new keys."""

from __future__ import annotations

import datetime

from django.db.models import Q, QuerySet
from django.urls import reverse

from governance.models import Channel, Holder
from governance.waiting.thing import MOST, Waiting, day
from people.models import User
from people.roles import Role
from vault.models import Grant, Rotation, Version


def openings(user: User, today: datetime.date) -> list[Waiting]:
    """Requests to decide for officers, accounts to give for whoever opened at once."""
    mine = Q(person=user, policy="immediate", state__in=[Grant.State.ACTIVE, Grant.State.ENDED])
    decides = user.is_officer and not user.holds(Role.STEWARD)
    others = Q(state=Grant.State.REQUESTED) & ~Q(person=user) if decides else Q(pk=None)
    found = Grant.objects.filter(mine | others).select_related("custodian__channel", "person")
    return [_opening(each, user) for each in found.order_by("requested_at")[:MOST]]


def new_keys(user: User, today: datetime.date) -> list[Waiting]:
    """Rotations that are due or proposed, for whoever can carry them out."""
    rotations = Rotation.objects.filter(
        state__in=[Rotation.State.DUE, Rotation.State.PROPOSED],
        custodian__channel__in=_channels_of(user),
    )
    titles = {
        Rotation.State.DUE: "Put new keys in place",
        Rotation.State.PROPOSED: "Confirm the new keys",
    }
    return [
        Waiting(
            f"{titles[Rotation.State(each.state)]}: {each.custodian.name}",
            each.custodian.path,
            each.due_on,
            detail=each.get_cause_display(),
        )
        for each in rotations.select_related("custodian").order_by("due_on")[:MOST]
    ]


def untested_keys(user: User, today: datetime.date) -> list[Waiting]:
    """Deposited, and no officer has said that they work."""
    if not user.is_officer:
        return []
    untested = Version.objects.filter(
        standing=Version.Standing.CURRENT,
        tested_on=None,
        custodian__channel__state__in=["approved", "live", "suspended"],
    )
    return [
        Waiting(f"Test the keys: {each.custodian.name}", each.custodian.path, day(each.made_at))
        for each in untested.select_related("custodian").order_by("made_at")[:MOST]
    ]


def roles_to_remove(user: User, today: datetime.date) -> list[Waiting]:
    """People who left and still hold a role on a platform."""
    if not user.is_officer:
        return []
    wanted = Holder.objects.filter(removal_wanted_on__isnull=False, removed_on=None)
    return [
        Waiting(
            f"Remove {each} from {each.channel}",
            reverse("channel-access", args=[each.channel_id]),
            each.removal_wanted_on or today,
        )
        for each in wanted.select_related("user", "channel__platform")[:MOST]
    ]


def without_a_lead(user: User, today: datetime.date) -> list[Waiting]:
    """Shown to the team's manager."""
    found = Channel.objects.filter(lead=None, team__manager=user)
    return [
        Waiting(f"Name a lead: {each}", reverse("channel", args=[each.pk]), day(each.updated_at))
        for each in found.exclude(state=Channel.State.RETIRED).select_related("platform")[:MOST]
    ]


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


def _channels_of(user: User) -> QuerySet[Channel]:
    if user.is_officer:
        return Channel.objects.all()
    return Channel.objects.filter(Q(lead=user) | Q(administrators=user)).distinct()

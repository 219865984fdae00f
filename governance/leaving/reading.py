"""What the pages of leaving show: who is about to leave, and the work that leavers leave."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import models
from django.urls import reverse

from governance.access import acts as access
from governance.models import Channel, Holder
from governance.web.doors import PersonRequest
from governance.web.offering import may
from governance.who.keys import channels_run_by
from people.models import User
from people.roles import Role
from vault.models import Cause, Rotation
from vault.rotations import OPEN

LATELY = datetime.timedelta(days=31)
CAUSES = (Cause.LEAVER, Cause.ROLE)


def says_for_everybody(user: User) -> bool:
    return user.holds(Role.STEWARD)


def says_for_somebody(user: User) -> bool:
    return says_for_everybody(user) or user.managed_teams.exists()


def _theirs(user: User) -> models.QuerySet[User]:
    """Whom they may say something about; who has left keeps the teams that they were in."""
    if says_for_everybody(user):
        return User.objects.all()
    return User.objects.filter(memberships__team__manager=user).distinct()


def planned(user: User) -> list[User]:
    return list(_theirs(user).filter(left_on=None, ends_on__isnull=False).order_by("ends_on"))


def left_lately(user: User, today: datetime.date) -> list[User]:
    return list(_theirs(user).filter(left_on__gte=today - LATELY).order_by("-left_on"))


@dataclass(frozen=True)
class Task:
    """`href` is the page of its act; where the act is a button, it is pressed there."""

    title: str
    detail: str
    since: datetime.date | None
    href: str
    action: str
    button: bool = False


@dataclass(frozen=True)
class Part:
    heading: str
    advice: str
    tasks: list[Task] = field(default_factory=list)


def work(request: PersonRequest) -> list[Part]:
    """Everything of everybody for officers and stewards; for others, of the teams they manage and
    the channels they lead."""
    channels = _concerning(request.user)
    lines = Holder.objects.filter(
        channel__in=channels.order_by(), removal_wanted_on__isnull=False, removed_on=None
    )
    joined = lines.select_related("channel__platform", "channel__team", "user", "tool")
    by_kind: dict[str, list[Task]] = {}
    for line in joined.order_by("removal_wanted_on", "channel__name"):
        by_kind.setdefault(line.kind, []).append(_of_a_line(line, request))
    tools, devices = by_kind.pop(Holder.Kind.TOOL, []), by_kind.pop(Holder.Kind.DEVICE, [])
    people = [task for tasks in by_kind.values() for task in tasks]
    return [
        Part(
            "People to remove",
            "On the platform, remove their role, sign their devices out and remove their passkeys. "
            "Then say here that it is done.",
            people,
        ),
        Part("Tools to disconnect", "They were signed in by somebody who has gone.", tools),
        Part("Devices to collect", "They were kept by somebody who has gone.", devices),
        Part("Keys to change", "Somebody who has gone knows them.", _keys(channels)),
        Part("Channels without a lead", "Nobody answers for them.", _leaderless(channels)),
    ]


def _concerning(user: User) -> models.QuerySet[Channel]:
    found = Channel.objects.select_related("platform", "team")
    if user.is_officer or says_for_everybody(user):
        return found
    return found.filter(models.Q(team__manager=user) | models.Q(lead=user))


def _of_a_line(line: Holder, request: PersonRequest) -> Task:
    """Whoever may not remove it is led to the list that says who it is about."""
    whose = f"{line} ({line.user})" if line.user and line.kind != Holder.Kind.PERSON else str(line)
    place = {"pk": line.channel_id, "holder_id": line.pk}
    button = may(access.remove, line, request)
    return Task(
        title=whose,
        detail=str(line.channel),
        since=line.removal_wanted_on,
        href=reverse("channel-access-remove", kwargs=place)
        if button
        else reverse("channel-access", args=[line.channel_id]),
        action=f"{whose} is removed from {line.channel}" if button else "See the access list",
        button=button,
    )


def _keys(channels: models.QuerySet[Channel]) -> list[Task]:
    mine = set(channels.order_by().values_list("pk", flat=True))
    due = Rotation.objects.filter(state__in=OPEN, cause__in=CAUSES).select_related("custodian")
    return [
        Task(
            str(rotation.custodian),
            str(rotation.get_cause_display()).capitalize(),
            rotation.due_on,
            rotation.custodian.path,
            "Change the keys",
        )
        for rotation in due
        if mine & channels_run_by(rotation.custodian)
    ]


def _leaderless(channels: models.QuerySet[Channel]) -> list[Task]:
    wanting = channels.exclude(state=Channel.State.RETIRED).filter(lead=None)
    return [
        Task(
            str(channel),
            str(channel.team),
            None,
            reverse("channel-people", args=[channel.pk]),
            "Name a lead",
        )
        for channel in _by_name(wanting)
    ]


def _by_name(channels: Iterable[Channel]) -> list[Channel]:
    return sorted(channels, key=str)

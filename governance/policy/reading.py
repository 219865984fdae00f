"""Versions of the policy: which is current, and who has read it."""

import datetime
from collections.abc import Iterable
from typing import Protocol

from django.db import models

from governance.models import Acknowledgement, Channel, PolicyVersion
from people.models import User


def current(today: datetime.date) -> PolicyVersion | None:
    """The latest version published by that day."""
    return PolicyVersion.objects.filter(published_on__lte=today).first()


class Current(Protocol):
    """The current version, whether somebody has acknowledged it, and whether they have to."""

    number: str
    published_on: datetime.date
    review_on: datetime.date | None
    read: bool
    owed: bool


def current_for(user: User, today: datetime.date) -> Current | None:
    mine = Acknowledgement.objects.filter(version=models.OuterRef("pk"), user=user)
    published = PolicyVersion.objects.filter(published_on__lte=today)
    owed = models.Exists(people_with_channels().filter(pk=user.pk))
    return published.annotate(read=models.Exists(mine), owed=owed).defer("text").first()


def yet_to_read(users: Iterable[User], today: datetime.date) -> list[User]:
    """Those who have not acknowledged the current version; nobody while there is none."""
    people, version = list(users), current(today)
    if version is None or not people:
        return []
    read = version.acknowledgements.filter(user__in=people).values_list("user_id", flat=True)
    return [user for user in people if user.pk not in set(read)]


def people_yet_to_read(today: datetime.date) -> list[User]:
    """Of those who answer for a channel or can act on one."""
    return yet_to_read(people_with_channels().distinct(), today)


def people_with_channels() -> models.QuerySet[User]:
    channels = Channel.objects.exclude(state=Channel.State.RETIRED)
    return User.objects.filter(
        models.Q(pk__in=channels.values("lead"))
        | models.Q(pk__in=channels.values("administrators")),
        is_active=True,
    )

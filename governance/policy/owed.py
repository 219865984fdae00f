"""What people owe of the policy: that they have read its current version."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Prefetch
from django.urls import reverse

from governance.models import Acknowledgement, Channel, PolicyVersion, Reach
from governance.obligations.circles import Circle
from governance.obligations.kinds import AGAIN, Of, Owing, Scope, ladder, owed
from governance.policy import reading
from people.models import Membership, Team, User

MEMBERSHIPS = Prefetch("memberships", Membership.objects.filter(ended_on=None).order_by("pk"))
"""The first team that somebody is in is the one whose manager hears of it."""


@owed(
    "policy",
    label="the policy read",
    sentence="Read the policy: {about}",
    act="policy.acknowledge",
    href=lambda owing: reverse("policy"),
    ladders=ladder((Reach.PERSON, -14), (Reach.MANAGER, 0), repeat=AGAIN),
    what_if_not="Their next plan cannot be submitted.",
    circle=Circle.MANAGER,
    subject=User,
    hears=[PolicyVersion, Channel, Team],
    of=Of.PEOPLE,
    within=28,
)
def policy(scope: Scope) -> Iterator[Owing]:
    """Of those who answer for a channel or can act on one."""
    version = reading.current(scope.today)
    if version is None:
        return
    read = Acknowledgement.objects.filter(version=version).values("user_id")
    people = reading.people_with_channels().filter(scope.within(Of.PEOPLE, "pk"))
    unread = people.exclude(pk__in=read).distinct().prefetch_related(MEMBERSHIPS)
    for user in unread:
        yield Owing(
            subject_id=user.pk,
            key=user.pk,
            about=str(version),
            person_id=user.pk,
            team_id=next((each.team_id for each in user.memberships.all()), None),
        )

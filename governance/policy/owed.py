"""What people owe of the policy: that they have read its current version."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from django.db.models import Prefetch
from django.urls import reverse

from governance.models import Acknowledgement, Channel, PolicyVersion, Reach
from governance.obligations.circles import Circle
from governance.obligations.kinds import AGAIN, MONTH, But, Of, Owing, Scope, ladder, owed
from governance.policy import reading
from people.models import Membership, Team, User

LOOK = "look"
OUTLIVED = "Plans are decided by a policy of which nobody knows whether it still holds."
MEMBERSHIPS = Prefetch("memberships", Membership.objects.filter(ended_on=None).order_by("pk"))
"""The first team that somebody is in is the one whose manager hears of it."""


@owed(
    "policy",
    label="the policy read",
    sentence={"": "Read the policy: {about}", LOOK: "Look at the policy again: {about}"},
    act="policy.acknowledge",
    href=lambda owing: reverse("policy"),
    ladders={
        "": ladder((Reach.PERSON, -14), (Reach.MANAGER, 0), repeat=AGAIN),
        LOOK: ladder((Reach.OFFICERS, -MONTH), (Reach.OFFICERS, 0), (Reach.HEAD, 14), repeat=AGAIN),
    },
    but={LOOK: But(act="policy.publish", what_if_not=OUTLIVED, subject=PolicyVersion)},
    what_if_not="Their next plan cannot be submitted.",
    circle=Circle.MANAGER,
    subject=User,
    hears=[PolicyVersion, Channel, Team],
    of=Of.PEOPLE,
    within=28,
)
def policy(scope: Scope) -> Iterator[Owing]:
    """Of those who answer for a channel or can act on one; and of the officers, by the day that it
    was given, whether it still holds."""
    version = reading.current(scope.today)
    if version is None:
        return
    if version.review_on and scope.ids.get(Of.PEOPLE, frozenset()) is None:
        yield _look_again(version, version.review_on)
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


def _look_again(version: PolicyVersion, by: datetime.date) -> Owing:
    since = by - datetime.timedelta(days=MONTH)
    return Owing(
        subject_id=version.pk,
        key=version.pk,
        about=str(version),
        since=since,
        due_on=by,
        stage=LOOK,
    )

"""What is done with the policy: publishing a version, and saying that one has read it."""

from __future__ import annotations

import datetime

from governance.models import Acknowledgement, PolicyVersion
from governance.policy.reading import people_with_channels
from governance.who import permissions as may
from ledger.acts import Act, act
from people.models import User


@act(
    "policy.acknowledge",
    PolicyVersion,
    label="Acknowledge the policy",
    who=may.anybody,
    silent="It is one's own word, shown to the officers on the policy's page.",
    saves=False,
)
def say_read(version: PolicyVersion, act: Act) -> None:
    Acknowledgement.objects.create(version=version, user_id=act.person_id, at=act.at)


def acknowledge(version: PolicyVersion, *, by: User, today: datetime.date) -> None:
    """Say that one has read this version. Saying it twice changes nothing."""
    if not Acknowledgement.objects.filter(version=version, user=by).exists():
        say_read(version, by=by, today=today)


@act(
    "policy.publish",
    PolicyVersion,
    label="Publish a policy",
    who=may.officer,
    tells=["policy_published"],
)
def put_out(version: PolicyVersion, act: Act) -> None:
    version.save(force_insert=True)
    act.tell(
        "policy_published",
        people_with_channels(),
        title=str(version),
        changes=version.changes,
        path="/policy/",
    )


def publish(version: PolicyVersion, *, by: User, today: datetime.date) -> PolicyVersion:
    """Publish a version; everybody who answers for a channel or can act on one is asked again."""
    put_out(version, by=by, today=today)
    return version

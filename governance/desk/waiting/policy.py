"""The policy, which officers look at again before its day."""

import datetime

from django.urls import reverse

from governance.desk.waiting.thing import DAYS_AHEAD, Waiting, soon
from governance.policy import reading
from people.models import User


def to_look_at(user: User, today: datetime.date) -> list[Waiting]:
    """For officers, before its day."""
    version = reading.current(today) if user.is_officer else None
    if version is None or not version.review_on or version.review_on > soon(today):
        return []
    begun = version.review_on - datetime.timedelta(days=DAYS_AHEAD)
    href = reverse("policy")
    return [Waiting("Look at the policy again", href, begun, version.review_on, str(version))]

"""The policy: to read, and for officers to look at again before its day."""

import datetime

from django.urls import reverse

from governance.desk.waiting.thing import DAYS_AHEAD, Waiting, soon
from governance.policy import reading
from people.models import User


def to_read(user: User, today: datetime.date) -> list[Waiting]:
    version = reading.current_for(user, today)
    if version is None:
        return []
    found, href = [], reverse("policy")
    if not version.read:
        found.append(Waiting("Read the policy", href, version.published_on, detail=str(version)))
    look = version.review_on if user.is_officer else None
    if look and look <= soon(today):
        begun = look - datetime.timedelta(days=DAYS_AHEAD)
        found.append(Waiting("Look at the policy again", href, begun, look, str(version)))
    return found

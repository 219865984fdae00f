"""The policy: to read, and for officers to look at again before its day."""

import datetime

from django.urls import reverse

from governance.desk.waiting.thing import DAYS_AHEAD, Waiting, soon
from governance.policy import reading
from people.models import User


def version(user: User, today: datetime.date) -> list[Waiting]:
    """To read, for those who do not owe it by a day anyway; and for officers to look at again."""
    current = reading.current_for(user, today)
    if current is None:
        return []
    found, href = [], reverse("policy")
    if not current.read and not current.owed:
        found.append(Waiting("Read the policy", href, current.published_on, detail=str(current)))
    look = current.review_on if user.is_officer else None
    if look and look <= soon(today):
        begun = look - datetime.timedelta(days=DAYS_AHEAD)
        found.append(Waiting("Look at the policy again", href, begun, look, str(current)))
    return found

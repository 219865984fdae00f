"""The policy, to read for those who do not owe it by a day."""

import datetime

from django.urls import reverse

from governance.desk.waiting.thing import Waiting
from governance.policy import reading
from people.models import User


def to_read(user: User, today: datetime.date) -> list[Waiting]:
    current = reading.current_for(user, today)
    if current is None or current.read or current.owed:
        return []
    href = reverse("policy")
    return [Waiting("Read the policy", href, current.published_on, detail=str(current))]

"""What must hold before a review opens or closes."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.apps import apps

from ledger.questions import Asked, clock, guard

REVIEWED = ("live", "suspended")


@guard("Only a channel that is live or suspended is reviewed.")
def may_be_reviewed(review: Any, asked: Asked) -> bool:
    return review.channel.state in REVIEWED


@guard("The lead has not answered yet.")
def answered_or_over(review: Any, asked: Asked) -> bool:
    """The clock closes the reviews of a channel that is retired; officers wait until it is due."""
    if review.state == "answered" or clock.permits(review, asked):
        return True
    return bool(asked.today > review.due_on)


def due_on(today: datetime.date) -> datetime.date:
    rules = apps.get_model("governance", "Rules").current()
    return today + datetime.timedelta(days=rules.review_answer_days)


def channel_of(review: Any) -> Iterable[Any]:
    """The channel and its keys: a review may suspend the one and make the others due."""
    from governance.access import custody

    return [review.channel, *custody.of(review.channel)]

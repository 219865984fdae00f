"""What each state of a plan means: one row a state, read by pages and by what waits."""

import datetime
from dataclasses import dataclass

from django.utils import timezone

from governance.models import Plan
from ledger.meanings import complete

State = Plan.State


@dataclass(frozen=True)
class Meaning:
    """`tag` is its colour; `waits` is what whoever has it in hand is asked to do.

    `changes` says that what is to be changed stands on its page.
    """

    tag: str
    waits: str = ""
    changes: bool = False


MEANINGS = complete(
    State,
    {
        State.DRAFT: Meaning("grey", "Finish your plan"),
        State.SUBMITTED: Meaning("blue", "Take up a plan"),
        State.UNDER_CONSIDERATION: Meaning("yellow", "Decide a plan"),
        State.CHANGES_REQUESTED: Meaning("orange", "Change your plan", changes=True),
        State.AWAITING_EXECUTIVE: Meaning("purple", "Sign off a plan"),
        State.APPROVED: Meaning("aqua-green"),
        State.REJECTED: Meaning("red"),
        State.WITHDRAWN: Meaning("grey"),
    },
)


def age(plan: Plan, today: datetime.date) -> str:
    """“waits 3 days”: how long a plan in hand has been where it is; nothing for the others."""
    if plan.state not in Plan.IN_HAND:
        return ""
    with_the_team = MEANINGS[plan.state].changes
    since = plan.updated_at if with_the_team else plan.submitted_at or plan.updated_at
    days = (today - timezone.localdate(since)).days
    said = f"{days} {'day' if days == 1 else 'days'}"
    if with_the_team:
        return f"with the team, changed {f'{said} ago' if days > 0 else 'today'}"
    return f"waits {said if days > 0 else 'since today'}"

"""Reviews to answer and to close, findings to put right, and reviews that open soon."""

import datetime
from textwrap import shorten

from django.db.models import Q
from django.urls import reverse

from governance.channels.states import REVIEWED
from governance.desk.waiting.thing import MOST, Waiting, day, soon
from governance.models import Finding, Review
from governance.reviews.schedule import overdue
from governance.reviews.states import MEANINGS
from people.models import User


def in_hand(user: User, today: datetime.date) -> list[Waiting]:
    """To answer, to close, what is overdue for the manager of the team, and what opens soon."""
    late = overdue(today)
    wanted = Q(state=Review.State.OPEN) & _answered_by(user, "channel__")
    wanted |= late & Q(channel__team__manager=user)
    if user.is_officer:
        wanted |= Q(state=Review.State.ANSWERED) | late
    mine = Q() if user.is_officer else _answered_by(user, "channel__")
    wanted |= mine & Q(state=Review.State.SCHEDULED, opens_on__lte=soon(today))
    found = Review.objects.filter(wanted, channel__state__in=REVIEWED).distinct()
    joined = found.select_related("channel__platform", "channel__team").order_by("due_on")
    return [
        _coming(each, today) if each.state == Review.State.SCHEDULED else _review(each, today)
        for each in joined[: 2 * MOST]
    ]


def findings(user: User, today: datetime.date) -> list[Waiting]:
    """For those who answer for the channel; past their day for its manager and officers too."""
    wanted = _answered_by(user, "review__channel__")
    others = Q() if user.is_officer else Q(review__channel__team__manager=user)
    wanted |= others & Q(deadline__lt=today)
    found = Finding.objects.filter(
        wanted, fixed_on=None, review__channel__state__in=REVIEWED
    ).distinct()
    return [
        Waiting(
            f"Put it right: {each.channel}",
            reverse("finding", args=[each.pk]),
            (each.review.closed_on if each.review else None) or today,
            each.deadline,
            shorten(each.text, 80),
        )
        for each in found.select_related("review__channel__platform").order_by("deadline")[:MOST]
    ]


def _coming(review: Review, today: datetime.date) -> Waiting:
    return Waiting(
        f"{review.get_kind_display()} review opens: {review.channel}",
        reverse("review", args=[review.pk]),
        today,
        review.opens_on,
        str(review.channel.team),
        ahead=True,
    )


def _review(review: Review, today: datetime.date) -> Waiting:
    kind = review.get_kind_display().lower()
    answered = review.state == Review.State.ANSWERED
    since = day(review.answered_at) if answered else review.opened_on or today
    return Waiting(
        f"{MEANINGS[review.state].waits} the {kind} review: {review.channel}",
        reverse("review", args=[review.pk]),
        since,
        review.due_on,
        str(review.channel.team),
    )


def _answered_by(user: User, path: str) -> Q:
    """Channels that they lead or administer; without a lead, those of the teams they lead."""
    mine = Q(**{f"{path}lead": user}) | Q(**{f"{path}administrators": user})
    leading = user.memberships.filter(ended_on=None, is_lead=True).values("team_id")
    return mine | Q(**{f"{path}lead": None, f"{path}team_id__in": leading})

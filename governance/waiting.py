"""What waits for a person, and what comes soon: small functions, one for each kind of thing.

To add a kind, write a function of a person and a day and put it into SOURCES or COMING.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from textwrap import shorten

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from governance import deciders, policies, reviews
from governance.guards.review import REVIEWED
from governance.models import Channel, Consultation, Finding, Plan, Review, Rules
from people.models import User
from people.roles import Role

DAYS_AHEAD = 30
MOST = 50


@dataclass(frozen=True)
class Waiting:
    """One thing to do: since when it waits and, where there is one, the last day for it."""

    title: str
    href: str
    since: datetime.date
    due: datetime.date | None = None
    detail: str = ""


Source = Callable[[User, datetime.date], list[Waiting]]


def waiting_for(user: User, today: datetime.date) -> list[Waiting]:
    """Oldest first."""
    found = [each for source in SOURCES for each in source(user, today)]
    return sorted(found, key=lambda each: (each.since, each.title))


def coming_for(user: User, today: datetime.date) -> list[Waiting]:
    """What falls due in the next days, soonest first."""
    found = [each for source in COMING for each in source(user, today)]
    return sorted(found, key=lambda each: (each.due or each.since, each.title))


def policy(user: User, today: datetime.date) -> list[Waiting]:
    """To read, and for officers to look at again before its day."""
    version = policies.current_for(user, today)
    if version is None:
        return []
    since, href, found = version.published_on, reverse("policy"), []
    if not version.read:
        found.append(Waiting("Read the policy", href, since, detail=str(version)))
    look = version.review_on if user.is_officer else None
    if look and look <= today + datetime.timedelta(days=DAYS_AHEAD):
        begun = look - datetime.timedelta(days=DAYS_AHEAD)
        found.append(Waiting("Look at the policy again", href, begun, look, str(version)))
    return found


def plans_to_write(user: User, today: datetime.date) -> list[Waiting]:
    mine = Plan.objects.filter(Q(author=user) | _of_led_teams(user))
    titles = {
        Plan.State.DRAFT: "Finish your plan",
        Plan.State.CHANGES_REQUESTED: "Change your plan",
    }
    return [_plan(titles[each.state], each) for each in _plans(mine.filter(state__in=titles))]


def consultations_to_hold(user: User, today: datetime.date) -> list[Waiting]:
    if not user.is_officer:
        return []
    asked = Consultation.objects.filter(recorded_at=None, asked_at__isnull=False).exclude(
        plan__state__in=[Plan.State.APPROVED, Plan.State.REJECTED, Plan.State.WITHDRAWN]
    )
    return [
        Waiting(
            f"Hold a consultation: {each.plan.name}",
            reverse("plan-consultation-record", args=[each.plan_id]),
            _day(each.asked_at),
            detail=str(each.plan.team),
        )
        for each in asked.select_related("plan", "plan__team")[:MOST]
    ]


def plans_to_decide(user: User, today: datetime.date) -> list[Waiting]:
    """To take up, to decide and to sign off: only what this person may."""
    wanted = Q()
    if user.is_officer:
        others = Q(team__kind="communications") | ~Q(team_id__in=user.team_ids)
        wanted |= Q(state=Plan.State.SUBMITTED) & others & ~Q(author=user)
        wanted |= Q(state=Plan.State.UNDER_CONSIDERATION, officer=user)
    if user.holds(Role.HEAD, Role.EXECUTIVE):
        wanted |= Q(state=Plan.State.UNDER_CONSIDERATION, team__kind="communications")
    if user.holds(Role.EXECUTIVE):
        wanted |= Q(state=Plan.State.AWAITING_EXECUTIVE)
    if not wanted:
        return []
    titles = {
        Plan.State.SUBMITTED: "Take up a plan",
        Plan.State.UNDER_CONSIDERATION: "Decide a plan",
        Plan.State.AWAITING_EXECUTIVE: "Sign off a plan",
    }
    allowed = {
        Plan.State.SUBMITTED: deciders.may_take_up,
        Plan.State.UNDER_CONSIDERATION: _decides,
        Plan.State.AWAITING_EXECUTIVE: deciders.may_sign_off,
    }
    found = _plans(Plan.objects.filter(wanted))
    return [_plan(titles[each.state], each) for each in found if allowed[each.state](each, user)]


def channels_for_officers(user: User, today: datetime.date) -> list[Waiting]:
    """Approved ones to set up and make live, suspended and lapsed ones to look at."""
    if not user.is_officer:
        return []
    states = [Channel.State.APPROVED, Channel.State.SUSPENDED, Channel.State.LAPSED]
    found = _channels(Q(state__in=states))
    return [_channel_for_officer(each) for each in found.order_by("updated_at")[:MOST]]


def channels_to_renew(user: User, today: datetime.date) -> list[Waiting]:
    """Theirs whose life span nears its end, if nobody is writing a renewal plan.

    A manager is shown those of the team whose life span is over.
    """
    notice = datetime.timedelta(days=Rules.current().renewal_notice_days)
    renewals = Plan.objects.filter(
        channel=OuterRef("pk"), state__in=[Plan.State.DRAFT, *Plan.IN_HAND]
    )
    ending = Q(state=Channel.State.LIVE, ends_on__lte=today + notice)
    mine = _answered_for_by(user) & (ending | Q(state=Channel.State.LAPSED))
    overdue = Q(team__manager=user, state=Channel.State.LIVE, ends_on__lt=today)
    found = _channels(mine | overdue).exclude(Exists(renewals))
    return [
        Waiting(
            f"Renew it or let it end: {each}",
            _address(each),
            (each.ends_on or today) - notice,
            each.ends_on,
            "It has lapsed, so it no longer counts as official." if each.lapsed_on else "",
        )
        for each in found.order_by("ends_on")[:MOST]
    ]


def life_spans_ending(user: User, today: datetime.date) -> list[Waiting]:
    mine = Q() if user.is_officer else _answered_for_by(user) | Q(team__manager=user)
    until = today + datetime.timedelta(days=DAYS_AHEAD)
    found = _channels(mine & Q(state=Channel.State.LIVE, ends_on__range=(today, until)))
    return [
        Waiting(f"The life span ends: {each}", _address(each), today, each.ends_on, str(each.team))
        for each in found.order_by("ends_on")[:MOST]
    ]


def reviews_in_hand(user: User, today: datetime.date) -> list[Waiting]:
    """To answer, to close, and what is overdue for the manager of the team."""
    late = reviews.overdue(today)
    wanted = Q(state=Review.State.OPEN) & _answers_reviews_of(user, "channel__")
    wanted |= late & Q(channel__team__manager=user)
    if user.is_officer:
        wanted |= Q(state=Review.State.ANSWERED) | late
    found = Review.objects.filter(wanted, channel__state__in=REVIEWED).distinct()
    joined = found.select_related("channel__platform", "channel__team").order_by("due_on")
    return [_review(each, today) for each in joined[:MOST]]


def findings_to_put_right(user: User, today: datetime.date) -> list[Waiting]:
    """For those who answer for the channel; past their day for its manager and officers too."""
    wanted = _answers_reviews_of(user, "review__channel__")
    others = Q() if user.is_officer else Q(review__channel__team__manager=user)
    wanted |= others & Q(deadline__lt=today)
    found = Finding.objects.filter(
        wanted, fixed_on=None, review__channel__state__in=REVIEWED
    ).distinct()
    return [
        Waiting(
            f"Put it right: {each.channel}",
            reverse("finding", args=[each.pk]),
            each.review.closed_on or today,
            each.deadline,
            shorten(each.text, 80),
        )
        for each in found.select_related("review__channel__platform").order_by("deadline")[:MOST]
    ]


def reviews_coming(user: User, today: datetime.date) -> list[Waiting]:
    mine = Q() if user.is_officer else _answers_reviews_of(user, "channel__")
    until = today + datetime.timedelta(days=DAYS_AHEAD)
    found = Review.objects.filter(
        mine, state=Review.State.SCHEDULED, opens_on__lte=until, channel__state__in=REVIEWED
    ).distinct()
    return [
        Waiting(
            f"{each.get_kind_display()} review opens: {each.channel}",
            reverse("review", args=[each.pk]),
            today,
            each.opens_on,
            str(each.channel.team),
        )
        for each in found.select_related("channel__platform", "channel__team").order_by("opens_on")[
            :MOST
        ]
    ]


SOURCES: list[Source] = [
    policy,
    plans_to_write,
    consultations_to_hold,
    plans_to_decide,
    channels_for_officers,
    channels_to_renew,
    reviews_in_hand,
    findings_to_put_right,
]
COMING: list[Source] = [life_spans_ending, reviews_coming]


def _plans(found: QuerySet[Plan]) -> QuerySet[Plan]:
    return found.select_related("team", "platform").order_by("updated_at")[:MOST]


def _plan(title: str, plan: Plan) -> Waiting:
    since = plan.submitted_at if plan.state in Plan.IN_HAND else plan.updated_at
    detail = f"{plan.reference}, {plan.platform}, {plan.team}"
    href = reverse("plan", args=[plan.pk])
    return Waiting(f"{title}: {plan.name}", href, _day(since or plan.updated_at), detail=detail)


def _decides(plan: Plan, user: User) -> bool:
    return plan.officer_id == user.pk or deciders.may_approve(plan, user)


def _channel_for_officer(channel: Channel) -> Waiting:
    since = channel.updated_at
    match channel.state:
        case Channel.State.APPROVED:
            title = "Make it live" if channel.set_up_at else "Set it up"
        case Channel.State.SUSPENDED:
            title, since = "Suspended: put it right or retire it", channel.suspended_at or since
        case _:
            title = "Lapsed: renew it or retire it"
    return Waiting(f"{title}: {channel}", _address(channel), _day(since), detail=str(channel.team))


def _answered_for_by(user: User) -> Q:
    """Channels that they lead or administer, and those of the teams they lead."""
    return Q(lead=user) | Q(administrators=user) | _of_led_teams(user)


def _answers_reviews_of(user: User, path: str) -> Q:
    """Channels that they lead or administer; without a lead, those of the teams they lead."""
    mine = Q(**{f"{path}lead": user}) | Q(**{f"{path}administrators": user})
    leading = user.memberships.filter(ended_on=None, is_lead=True).values("team_id")
    return mine | Q(**{f"{path}lead": None, f"{path}team_id__in": leading})


def _review(review: Review, today: datetime.date) -> Waiting:
    kind = review.get_kind_display().lower()
    if review.state == Review.State.ANSWERED:
        title, since = "Close", _day(review.answered_at)
    else:
        title, since = "Answer", review.opened_on or today
    return Waiting(
        f"{title} the {kind} review: {review.channel}",
        reverse("review", args=[review.pk]),
        since,
        review.due_on,
        str(review.channel.team),
    )


def _of_led_teams(user: User) -> Q:
    """As part of the question asked, not as one more question."""
    leading = user.memberships.filter(ended_on=None, is_lead=True)
    return Q(team_id__in=leading.values("team_id"))


def _channels(wanted: Q) -> QuerySet[Channel]:
    return Channel.objects.filter(wanted).select_related("platform", "team").distinct()


def _address(channel: Channel) -> str:
    return str(channel.told()["path"])


def _day(at: datetime.datetime | None) -> datetime.date:
    return timezone.localdate(at) if at else timezone.localdate()

"""Who sees what: channels are open to everybody signed in, reasons and answers are not."""

from django.db import models
from django.utils import timezone

from governance.models import Channel, Finding, Plan, Review
from people import duties
from people.models import User
from people.roles import Role


def channels(user: User) -> models.QuerySet[Channel]:
    """The register is open to everybody who is signed in."""
    return Channel.objects.select_related("platform", "team", "lead")


def reads_reasons(user: User, channel: Channel) -> bool:
    """Officers, executives, auditors, whoever is on duty, its team and its administrators."""
    if user.is_officer or user.holds(Role.EXECUTIVE, Role.AUDITOR):
        return True
    if channel.team_id in user.team_ids or user.pk in (channel.lead_id, channel.team.manager_id):
        return True
    if user.holds(Role.ON_CALL) and duties.is_on_duty(user, at=timezone.now()):
        return True
    return any(each.pk == user.pk for each in channel.administrators.all())


def answered_for_by(user: User) -> models.QuerySet[Channel]:
    """Channels that they lead, administer or manage, and those of their teams."""
    mine = models.Q(lead=user) | models.Q(team_id__in=user.team_ids)
    mine |= models.Q(team__manager=user) | models.Q(administrators=user)
    return Channel.objects.filter(pk__in=Channel.objects.filter(mine).order_by().values("pk"))


def plans(user: User) -> models.QuerySet[Plan]:
    """Officers, executives and auditors see all plans but others' drafts; the others their own."""
    seen = _concern(user)
    if sees_all(user):
        seen |= ~models.Q(state=Plan.State.DRAFT) | models.Q(consultations__isnull=False)
    return Plan.objects.filter(seen).distinct()


def plans_concerning(user: User) -> models.QuerySet[Plan]:
    """Plans of theirs: written by them, of their teams, or naming them."""
    return Plan.objects.filter(_concern(user)).distinct()


def _concern(user: User) -> models.Q:
    mine = models.Q(author=user) | models.Q(team_id__in=user.team_ids) | models.Q(lead=user)
    return mine | models.Q(administrators=user) | models.Q(team__manager=user)


def sees_all(user: User) -> bool:
    """Those who oversee: plans, and the answers of reviews."""
    return user.is_officer or user.holds(Role.EXECUTIVE, Role.AUDITOR)


def reviews(user: User) -> models.QuerySet[Review]:
    """Answers say where a channel is weak: for those who answer for it and those who oversee."""
    found = Review.objects.select_related("channel__platform", "channel__team", "channel__lead")
    return found if sees_all(user) else found.filter(channel__in=answered_for_by(user))


def reviews_concerning(user: User) -> models.QuerySet[Review]:
    return reviews(user).filter(channel__in=answered_for_by(user))


def findings(user: User) -> models.QuerySet[Finding]:
    """What reviews found and approvals ask: for those who see the reviews, and for its owner."""
    joined = (
        "channel__platform",
        "channel__team",
        "review",
        "plan",
        "fixed_by",
        "ticked_by",
        "owner",
    )
    found = Finding.objects.select_related(*joined)
    if sees_all(user):
        return found
    return found.filter(models.Q(channel__in=answered_for_by(user)) | models.Q(owner=user))


def findings_in(found: models.QuerySet[Review]) -> models.QuerySet[Finding]:
    """What the reviews found and nobody has ticked off, on channels that are not closed."""
    open_ones = Finding.objects.filter(review__in=found.order_by(), ticked_on=None)
    still_there = open_ones.exclude(channel__state=Channel.State.RETIRED)
    return still_there.select_related("channel__platform", "channel__team")

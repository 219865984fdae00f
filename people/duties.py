"""Going on duty and coming off it."""

import datetime

from django.db import models

from ledger import acts
from ledger.questions import Asked, Permission, permission
from ledger.refusals import InvalidError
from people.models import Duty, User
from people.roles import Role

LONGEST = datetime.timedelta(hours=24)


@permission("somebody in the on-call pool")
def in_the_pool(thing: object, asked: Asked) -> bool:
    return isinstance(asked.by, User) and asked.by.holds(Role.ON_CALL)


def _is_on_duty(thing: object, asked: Asked) -> bool:
    return isinstance(asked.by, User) and is_on_duty(asked.by, at=asked.at)


on_duty = Permission("somebody who is on duty", _is_on_duty)


def start(*, by: User, today: datetime.date, until: datetime.datetime) -> Duty:
    """“I am on call until …”: at most 24 hours from now; an earlier duty ends."""
    with acts.performing(
        "duty.start", None, by=by, today=today, who=in_the_pool, label="go on duty"
    ) as act:
        now = act.asked.at
        if not now < until <= now + LONGEST:
            raise InvalidError({"until": ["Say a time within the next 24 hours."]})
        current(now).filter(user=by).update(ends_at=now)
        act.subject = Duty.objects.create(user=by, starts_at=now, ends_at=until)
        act.asked.facts["until"] = until.isoformat()
    return act.subject  # type: ignore[no-any-return]


def end(*, by: User, today: datetime.date) -> None:
    """Come off duty now."""
    duty = current(datetime.datetime.now(datetime.UTC)).filter(user=by).first()
    if duty is None:
        return
    with acts.performing(
        "duty.end", duty, by=by, today=today, who=in_the_pool, label="come off duty"
    ) as act:
        act.subject.ends_at = act.asked.at
        act.subject.save(update_fields=["ends_at"])


def current(at: datetime.datetime) -> models.QuerySet[Duty]:
    """Every duty that covers the instant, of people who are still in the pool."""
    return Duty.objects.filter(
        starts_at__lte=at,
        ends_at__gt=at,
        user__is_active=True,
        user__groups__name=Role.ON_CALL,
    )


def is_on_duty(user: User, *, at: datetime.datetime) -> bool:
    in_pool = user.is_active and user.holds(Role.ON_CALL)
    return in_pool and current(at).filter(user=user).exists()

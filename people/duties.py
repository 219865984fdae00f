"""Going on duty and coming off it."""

import datetime

from django import forms
from django.db import models

from ledger.acts import Act, act
from ledger.questions import Asked, permission
from ledger.refusals import InvalidError
from people.models import Duty, User
from people.permissions import in_the_pool
from people.roles import Role

LONGEST = datetime.timedelta(hours=24)


@permission("somebody who is on duty")
def on_duty(thing: object, asked: Asked) -> bool:
    return isinstance(asked.by, User) and is_on_duty(asked.by, at=asked.at)


@permission("somebody in the on-call pool, for themselves")
def for_oneself(duty: Duty, asked: Asked) -> bool:
    return duty.user_id == asked.by.pk and in_the_pool.permits(duty, asked)


class Until(forms.Form):
    until = forms.DateTimeField(label="Until")


def start(*, by: User, today: datetime.date, until: datetime.datetime) -> Duty:
    """“I am on call until …”: at most 24 hours from now; an earlier duty ends."""
    duty = Duty(user=by)
    go_on(duty, by=by, today=today, until=until)
    return duty


@act(
    "duty.start",
    Duty,
    label="Go on duty",
    who=for_oneself,
    form=Until,
    silent="Who is on duty stands on every page where it matters.",
)
def go_on(duty: Duty, act: Act) -> None:
    now, until = act.at, act.inputs["until"]
    if not now < until <= now + LONGEST:
        raise InvalidError({"until": ["Say a time within the next 24 hours."]})
    current(now).filter(user_id=duty.user_id).update(ends_at=now)
    duty.starts_at, duty.ends_at = now, until


def end(*, by: User, today: datetime.date) -> None:
    """Come off duty now."""
    duty = current(datetime.datetime.now(datetime.UTC)).filter(user=by).first()
    if duty is not None:
        come_off(duty, by=by, today=today)


@act(
    "duty.end",
    Duty,
    label="Come off duty",
    who=for_oneself,
    silent="Who is on duty stands on every page where it matters.",
)
def come_off(duty: Duty, act: Act) -> None:
    duty.ends_at = act.at


def current(at: datetime.datetime) -> models.QuerySet[Duty]:
    """Every duty that covers the instant, of people who are still in the pool."""
    return Duty.objects.filter(
        starts_at__lte=at,
        ends_at__gt=at,
        user__in=User.objects.holding(Role.ON_CALL),
    )


def is_on_duty(user: User, *, at: datetime.datetime) -> bool:
    in_pool = user.is_active and user.holds(Role.ON_CALL)
    return in_pool and current(at).filter(user=user).exists()

"""What falls due, as a calendar that other programs read: days and names of channels, no more."""

from __future__ import annotations

import datetime
import uuid

from django.conf import settings
from django.core import signing
from icalendar import Calendar, Event

from governance.models import Channel, Review
from governance.who import seeing
from people.models import User

MOST = 1_000


def of(user: User, now: datetime.datetime) -> bytes:
    """iCalendar (RFC 5545): reviews, findings and ends of life spans that concern them."""
    calendar = Calendar()
    calendar.add("prodid", "-//Keyholder//Reviews//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", f"Channel reviews, {settings.KEYHOLDER_ORGANISATION}")
    seen = seeing.reviews(user) if user.is_officer else seeing.reviews_concerning(user)
    for review in seen.exclude(state=Review.State.CLOSED).order_by("due_on")[:MOST]:
        calendar.add_component(_review(review, now))
    for finding in seeing.findings_in(seen).order_by("deadline")[:MOST]:
        title = f"To put right: {finding.channel}"
        calendar.add_component(_event(finding.pk, finding.deadline, title, now))
    ending = Channel.objects.all() if user.is_officer else seeing.answered_for_by(user)
    live = ending.filter(state=Channel.State.LIVE, ends_on__isnull=False)
    for channel in live.select_related("platform").order_by("ends_on")[:MOST]:
        if channel.ends_on:
            title = f"Life span ends: {channel}"
            calendar.add_component(_event(channel.pk, channel.ends_on, title, now))
    return bytes(calendar.to_ical())


def _review(review: Review, now: datetime.datetime) -> Event:
    kind = review.get_kind_display()
    if review.state == Review.State.SCHEDULED:
        return _event(review.pk, review.opens_on, f"{kind} review opens: {review.channel}", now)
    return _event(review.pk, review.due_on, f"{kind} review due: {review.channel}", now)


def _event(ident: uuid.UUID, day: datetime.date, title: str, now: datetime.datetime) -> Event:
    event = Event()
    event.add("uid", f"{ident}@keyholder")
    event.add("dtstamp", now)
    event.add("dtstart", day)
    event.add("summary", title)
    event.add("transp", "TRANSPARENT")
    return event


def token(user: User) -> str:
    """The private part of somebody's feed address. A new password makes it void."""
    return _signer(user).sign(user.pk.hex)


def owner(given: str) -> User | None:
    """Whose token it is, if they are still here and it is not void."""
    ident, _, _ = given.partition(":")
    try:
        user = User.objects.filter(pk=uuid.UUID(hex=ident), is_active=True).first()
        if user is not None:
            _signer(user).unsign(given)
    except (ValueError, signing.BadSignature):
        return None
    return user


def _signer(user: User) -> signing.Signer:
    return signing.Signer(salt=f"governance.reviews.acts.calendars:{user.password}")

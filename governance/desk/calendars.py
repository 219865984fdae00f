"""What somebody owes, as a calendar that other programs read: days and channels, no more."""

from __future__ import annotations

import datetime
import uuid

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.crypto import salted_hmac
from icalendar import Calendar, Event

from governance.models import Obligation
from governance.obligations import reading
from governance.obligations.kinds import KINDS
from people.models import User

MOST = 1_000
KEPT_BACK = "Something of yours is due: look at what you owe"


def of(user: User, now: datetime.datetime) -> bytes:
    """iCalendar (RFC 5545): whatever is theirs by a day, now or later.

    The address is read by programs elsewhere that nobody signs in to, so it says as much as any
    other program is told; of the rest it has the day.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Keyholder//Obligations//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", f"What you owe, {settings.KEYHOLDER_ORGANISATION}")
    theirs = Obligation.objects.filter(reading.reaching(user), discharged_on=None)
    for row in theirs.order_by("due_on", "id")[:MOST]:
        calendar.add_component(_event(row, now))
    return bytes(calendar.to_ical())


def _named(row: Obligation) -> str:
    """The same when the table is made anew, as there is one a kind and subject; it says neither."""
    said = f"{row.kind}:{row.subject_id}"
    return salted_hmac("governance.desk.calendars", said, algorithm="sha256").hexdigest()[:32]


def _event(row: Obligation, now: datetime.datetime) -> Event:
    kind = KINDS[row.kind]
    told = kind.circle.value.programs
    page = kind.href(row) if told else reverse("obligations")
    event = Event()
    event.add("uid", f"{_named(row)}@keyholder")
    event.add("dtstamp", now)
    event.add("dtstart", row.due_on)
    event.add("summary", kind.says(row) if told else KEPT_BACK)
    event.add("url", settings.KEYHOLDER_BASE_URL + page)
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
    """Salted with a name that stays, so that addresses in people's programs go on."""
    return signing.Signer(salt=f"governance.reviews.acts.calendars:{user.password}")

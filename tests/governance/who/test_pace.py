"""Whoever hears once a week hears then of what they need not act on, and of the rest as others."""

import datetime

import pytest
from django.core import mail

from ledger import outbox
from ledger.models import Notice
from people.models import HowOften, User
from tests.cast import Cast

CONTEXT = {"name": "Therapies", "platform": "Instagram", "team": "Therapies", "path": "/"}
CONTEXT |= {"actor": "Officer", "put_right": "All of it."}
TUESDAY_NOON = datetime.datetime(2027, 2, 2, 12, tzinfo=datetime.UTC)
NEXT_MONDAY = datetime.datetime(2027, 2, 8, 9, tzinfo=datetime.UTC)
HOUR = datetime.timedelta(hours=1)


def owed(kind: str, cast: Cast, at: datetime.datetime = TUESDAY_NOON) -> dict[str, Notice]:
    User.objects.filter(pk=cast.lead.pk).update(digest=HowOften.WEEKLY)
    outbox.owe(kind, [cast.lead, cast.manager], context=CONTEXT, once=None, at=at)
    return {each.to.name: each for each in Notice.objects.filter(kind=kind).select_related("to")}


def test_what_is_only_to_be_known_waits_for_their_day(cast: Cast) -> None:
    found = owed("channel_reinstated", cast)
    assert found["Lead"].try_after == NEXT_MONDAY
    assert found["Manager"].try_after == TUESDAY_NOON
    wednesday = TUESDAY_NOON + 21 * HOUR
    outbox.send_due(now=wednesday, day=wednesday.date())
    assert [each.to for each in mail.outbox] == [["manager@riverside.invalid"]]
    outbox.send_due(now=NEXT_MONDAY, day=NEXT_MONDAY.date())
    assert [each.to for each in mail.outbox][1:] == [["lead@riverside.invalid"]]
    assert outbox.standing(now=NEXT_MONDAY).late == 0


@pytest.mark.parametrize("kind", ["review_opened", "plan_submitted", "channel_suspended"])
def test_what_is_to_be_done_or_cannot_wait_does_not(cast: Cast, kind: str) -> None:
    assert owed(kind, cast)["Lead"].try_after == TUESDAY_NOON


@pytest.mark.parametrize(
    ("at", "goes"),
    [
        pytest.param("2027-02-08T08:00:00+00:00", "2027-02-08T09:00:00+00:00", id="early"),
        pytest.param("2027-02-08T09:00:00+00:00", "2027-02-15T09:00:00+00:00", id="late"),
        pytest.param("2027-03-29T12:00:00+00:00", "2027-03-30T08:00:00+00:00", id="Easter Monday"),
    ],
)
def test_their_day_is_the_first_working_day_of_the_week(cast: Cast, at: str, goes: str) -> None:
    instant = datetime.datetime.fromisoformat(at)
    found = owed("channel_reinstated", cast, instant)["Lead"].try_after
    assert found == datetime.datetime.fromisoformat(goes)

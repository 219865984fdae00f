"""A notice to somebody who left goes to whoever answers now, and is never marked as sent."""

import datetime

import pytest
from django.core import mail

from governance.models import Channel
from ledger import outbox
from ledger.models import Notice
from people.models import User
from tests import cast as given
from tests.cast import NOON, TODAY, Cast


@pytest.fixture
def channel(cast: Cast) -> Channel:
    channel = given.live_channel(cast)
    Notice.objects.all().delete()
    return channel


def leave(*people: User) -> None:
    User.objects.filter(pk__in=[person.pk for person in people]).update(is_active=False)
    for person in people:
        person.is_active = False


def owe(channel: Channel, *people: User, kind: str = "channel_suspended") -> None:
    context = {**channel.told(), "actor": "Officer", "reason": "Out.", "cause": "content"}
    about = outbox.Subject.of(channel)
    outbox.owe(kind, people, context=context, once=None, at=NOON, about=about)


def reached() -> list[str]:
    return [each.to[0].partition("@")[0] for each in mail.outbox]


CHAIN = ["lead", "administrator", "manager", "officer", "officer2", "head"]


@pytest.mark.parametrize("left", range(1, len(CHAIN)))
def test_the_first_active_person_on_the_way_up_is_told(
    cast: Cast, channel: Channel, left: int
) -> None:
    people = cast.everybody
    owe(channel, cast.lead)
    leave(*(people[name] for name in CHAIN[:left]))
    assert outbox.send_due(now=NOON) == 1
    assert reached() == [CHAIN[left]]
    notice = Notice.objects.get()
    assert (notice.to, notice.first_to) == (people[CHAIN[left]], cast.lead)
    assert "in place of Lead" in str(mail.outbox[0].body)


def test_whoever_has_left_is_stood_in_for_when_it_is_owed(cast: Cast, channel: Channel) -> None:
    leave(cast.lead)
    owe(channel, cast.lead, cast.administrator)
    assert Notice.objects.get().to == cast.administrator


def test_where_nobody_is_left_it_stays_owed_and_is_counted(cast: Cast, channel: Channel) -> None:
    owe(channel, cast.lead)
    User.objects.update(is_active=False)
    at = NOON
    for _ in range(4):
        assert outbox.send_due(now=at) == 0
        at += datetime.timedelta(hours=1)
    assert mail.outbox == []
    assert outbox.standing(now=at).nobody == 1
    User.objects.filter(pk=cast.head.pk).update(is_active=True)
    assert outbox.send_due(now=at) == 1
    assert reached() == ["head"]


def test_nobody_hears_the_same_twice_because_somebody_left(cast: Cast, channel: Channel) -> None:
    owe(channel, cast.lead, cast.administrator)
    leave(cast.lead)
    assert outbox.send_due(now=NOON) == 1
    assert outbox.send_due(now=NOON + datetime.timedelta(hours=2)) == 0
    assert reached() == ["administrator"]
    assert set(Notice.objects.values_list("to__name", flat=True)) == {"Administrator"}
    assert not Notice.objects.filter(sent_at=None).exists()


def test_what_asks_the_office_goes_on_in_the_office(cast: Cast, channel: Channel) -> None:
    leave(cast.officer)
    owe(channel, cast.officer, kind="review_answered")
    assert Notice.objects.get().to == cast.officer2


def test_a_sign_off_goes_to_another_executive_or_to_the_head(cast: Cast, channel: Channel) -> None:
    leave(cast.executive)
    owe(channel, cast.executive, kind="plan_awaits_sign_off")
    assert Notice.objects.get().to == cast.head


def test_what_concerns_one_person_alone_ends_with_them(cast: Cast) -> None:
    context = {"title": "Policy", "changes": "None.", "path": "/policy/", "actor": "Officer"}
    outbox.owe("policy_published", [cast.lead], context=context, once=None, at=NOON)
    leave(cast.lead)
    assert outbox.send_due(now=NOON, day=TODAY) == 0
    notice = Notice.objects.get()
    assert (notice.to, notice.sent_at, notice.given_up_at is None) == (cast.lead, None, False)
    assert outbox.standing(now=NOON) == outbox.Standing(0, 0, 0, 0)


def test_what_is_about_keys_finds_the_channel(cast: Cast, channel: Channel) -> None:
    assert channel.custodian is not None
    leave(cast.on_call)
    about = outbox.Subject.of(channel.custodian)
    context = {"name": "X"}
    outbox.owe("keys_opened", [cast.on_call], context=context, once=None, at=NOON, about=about)
    assert Notice.objects.get().to == cast.lead

"""Notices: owed once, sent once, and one that cannot be sent stops no other."""

import datetime
import smtplib
import threading
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.db import connection, connections

from governance.channels import acts as channels
from ledger import outbox
from ledger.models import Notice
from tests import cast as given
from tests.cast import NOON, TODAY, Cast

CONTEXT = {
    "actor": "Tobias Wren",
    "name": "Children's Therapies",
    "platform": "Instagram",
    "team": "Children's Therapies",
    "path": "/channels/1",
}


def owe(cast: Cast, *names: str, kind: str = "channel_live", **options: Any) -> None:
    people = [getattr(cast, name) for name in names]
    outbox.owe(kind, people, **{"context": CONTEXT, "once": None, "at": NOON, **options})


def later(minutes: int) -> datetime.datetime:
    return NOON + datetime.timedelta(minutes=minutes)


def test_notice_is_sent_once(cast: Cast) -> None:
    owe(cast, "lead", "officer")
    assert outbox.send_due(now=NOON) == 2
    assert outbox.send_due(now=later(600)) == 0
    assert sorted(each.to[0] for each in mail.outbox) == [cast.lead.email, cast.officer.email]


def test_names_are_written_as_they_are(cast: Cast) -> None:
    owe(cast, "lead")
    outbox.send_due(now=NOON)
    sent = mail.outbox[0]
    assert sent.subject == "Now official: Children's Therapies on Instagram"
    assert "Children's Therapies on Instagram" in sent.body
    assert "&#39;" not in sent.body
    assert "http://testserver/channels/1" in sent.body


def test_name_of_two_lines_adds_no_header(cast: Cast) -> None:
    name = "Children\r\nBcc: everybody@example.invalid\n\nTherapies"
    owe(cast, "lead", context={**CONTEXT, "name": name})
    outbox.send_due(now=NOON)
    sent = mail.outbox[0]
    assert sent.recipients() == [cast.lead.email]
    assert sent.subject.endswith("Children Bcc: everybody@example.invalid Therapies on Instagram")
    assert "\n" not in sent.subject
    assert "Bcc" not in {name for name, _ in sent.message().items()}


def test_notice_with_once_is_owed_once(cast: Cast) -> None:
    owe(cast, "lead", once="reminder:1")
    owe(cast, "lead", "officer", once="reminder:1")
    assert Notice.objects.count() == 2


def test_nobody_is_told_of_their_own_act(cast: Cast) -> None:
    channel = given.live_channel(cast)
    Notice.objects.all().delete()
    channels.suspend(channel, by=cast.officer, today=TODAY, cause="content", reason="Outside.")
    told = set(Notice.objects.values_list("to__email", flat=True))
    assert cast.officer.email not in told
    assert {cast.lead.email, cast.officer2.email, cast.head.email} <= told


def test_somebody_who_left_is_not_written_to(cast: Cast) -> None:
    owe(cast, "lead")
    type(cast.lead).objects.filter(pk=cast.lead.pk).update(is_active=False)
    outbox.send_due(now=NOON)
    assert mail.outbox == []
    assert not Notice.objects.filter(sent_at=None).exists()


def test_mail_server_away_for_days(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    owe(cast, "lead")

    def away(self: EmailMessage, fail_silently: bool = False) -> int:
        raise smtplib.SMTPServerDisconnected("away")

    with monkeypatch.context() as patched:
        patched.setattr(EmailMessage, "send", away)
        at = NOON
        for _ in range(60):
            assert outbox.send_due(now=at) == 0
            at += datetime.timedelta(hours=2)
    assert Notice.objects.get().attempts == 60
    assert outbox.send_due(now=at) == 1
    assert len(mail.outbox) == 1


def test_notice_that_cannot_be_written_stops_no_other(cast: Cast) -> None:
    owe(cast, "lead", kind="no_such_template")
    owe(cast, "officer")
    assert outbox.send_due(now=NOON) == 1
    assert [each.to for each in mail.outbox] == [[cast.officer.email]]


@pytest.mark.processes
@pytest.mark.django_db(transaction=True)
def test_two_sweepers_tell_nobody_twice(cast: Cast) -> None:
    for _ in range(60):
        owe(cast, "lead", "officer")
    sent: list[int] = []

    def sweep() -> None:
        try:
            sent.append(outbox.send_due(now=NOON))
        finally:
            connections.close_all()

    racers = [threading.Thread(target=sweep) for _ in range(3)]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join()
    assert sum(sent) == 120
    assert len(mail.outbox) == 120
    assert len({each.extra_headers["Message-ID"] for each in mail.outbox}) == 120
    connection.close()

"""Notices: owed once, sent once, and one that cannot be sent stops no other."""

import datetime
import smtplib
import threading
from types import SimpleNamespace
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection, connections
from pytest_django import Settings

from governance.channels import acts as channels
from ledger import outbox, sending
from ledger.models import Notice
from tests import cast as given
from tests import mail_server
from tests.cast import NOON, TODAY, Cast

CONTEXT = {
    "actor": "Tobias Wren",
    "name": "Children's Therapies",
    "platform": "Instagram",
    "team": "Children's Therapies",
    "path": "/channels/1",
}
OPENED = {
    "name": "Children's Therapies on Instagram",
    "person": "Tobias Wren",
    "why": "A post must come down.",
    "path": "/channels/1/keys",
}


def owe(cast: Cast, *names: str, kind: str = "channel_live", **options: Any) -> None:
    people = [getattr(cast, name) for name in names]
    outbox.owe(kind, people, **{"context": CONTEXT, "once": None, "at": NOON, **options})


def owe_urgently(cast: Cast, *names: str, **options: Any) -> None:
    owe(cast, *names, kind="keys_opened_at_once", **{"context": OPENED, **options})


def later(minutes: int) -> datetime.datetime:
    return NOON + datetime.timedelta(minutes=minutes)


def names_of_mails() -> list[str]:
    return [each.extra_headers["Message-ID"] for each in mail.outbox]


def test_notice_is_sent_once(cast: Cast) -> None:
    owe_urgently(cast, "lead", "officer")
    assert outbox.send_due(now=NOON) == 2
    assert outbox.send_due(now=later(600), day=TODAY) == 0
    assert sorted(each.to[0] for each in mail.outbox) == [cast.lead.email, cast.officer.email]


def test_names_are_written_as_they_are(cast: Cast) -> None:
    owe(cast, "lead")
    outbox.send_due(now=NOON, day=TODAY)
    sent = mail.outbox[0]
    assert sent.subject == "Now official: Children's Therapies on Instagram"
    assert "Children's Therapies on Instagram" in sent.body
    assert "&#39;" not in sent.body
    assert "http://testserver/channels/1" in sent.body


def test_name_of_two_lines_adds_no_header(cast: Cast) -> None:
    name = "Children\r\nBcc: everybody@example.invalid\n\nTherapies"
    owe(cast, "lead", context={**CONTEXT, "name": name})
    outbox.send_due(now=NOON, day=TODAY)
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


def test_what_cannot_wait_goes_before_what_was_owed_earlier(cast: Cast) -> None:
    """A break-glass opening behind three hundred others."""
    for number in range(3):
        owe_urgently(cast, "lead", at=later(number))
        owe(cast, "lead", "officer", "head", at=later(-60 + number))
    assert outbox.send_due(now=later(5), day=TODAY) == 12
    subjects = [each.subject.partition(":")[0] for each in mail.outbox]
    assert subjects == ["Please look now"] * 3 + ["Keyholder"] * 3


class Away(EmailBackend):
    """Nobody answers."""

    asked = 0

    def open(self) -> bool:
        type(self).asked += 1
        raise TimeoutError("nobody answers at mail.example.invalid")


class HangsUp(EmailBackend):
    """Takes the call, and hangs up when it hears a mail."""

    def send_messages(self, messages: Any) -> int:
        raise smtplib.SMTPServerDisconnected("good bye")


class TakesOthers(EmailBackend):
    """Knows nobody of the name of Lead."""

    def send_messages(self, messages: Any) -> int:
        if "lead@" in messages[0].to[0]:
            raise smtplib.SMTPRecipientsRefused({"lead@riverside.invalid": (550, b"unknown")})
        return int(super().send_messages(messages))


def mail_server_is(settings: Settings, backend: type[EmailBackend] | None) -> None:
    settings.EMAIL_BACKEND = (
        f"{backend.__module__}.{backend.__qualname__}"
        if backend
        else "django.core.mail.backends.locmem.EmailBackend"
    )


def test_mail_server_away_for_days(
    cast: Cast, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    """The job stops at the first failure to connect, and nothing is held against any notice."""
    owe_urgently(cast, "lead", "officer", "head")
    owe(cast, "manager")
    mail_server_is(settings, Away)
    Away.asked = 0
    at = NOON
    for _ in range(60):
        assert outbox.post(now=at, day=TODAY) == outbox.Posted(0, away=True)
        at += datetime.timedelta(hours=8)
    assert Away.asked == 60
    assert set(Notice.objects.values_list("attempts", "given_up_at")) == {(0, None)}
    assert "The mail server is away (TimeoutError): 4 notices wait." in caplog.text
    assert "mail.example.invalid" not in caplog.text
    mail_server_is(settings, None)
    assert outbox.send_due(now=at, day=TODAY) == 4
    assert len(mail.outbox) == 4


def test_a_line_that_breaks_delays_that_mail_and_stops_the_run(
    cast: Cast, settings: Settings
) -> None:
    for minutes in range(3):
        owe_urgently(cast, "lead", at=later(minutes))
    mail_server_is(settings, HangsUp)
    assert outbox.post(now=later(5)).away
    assert sorted(Notice.objects.values_list("attempts", flat=True)) == [0, 0, 1]
    mail_server_is(settings, None)
    assert outbox.send_due(now=later(6)) == 2
    assert outbox.send_due(now=later(8)) == 1


def test_one_that_the_server_refuses_is_given_up_in_the_end(
    cast: Cast, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    owe_urgently(cast, "lead", "officer")
    mail_server_is(settings, TakesOthers)
    at = NOON
    assert outbox.post(now=at) == outbox.Posted(1)
    waits = []
    while Notice.objects.filter(to=cast.lead, given_up_at=None).exists():
        notice = Notice.objects.get(to=cast.lead)
        waits.append((notice.try_after - at).total_seconds() // 60)
        at = notice.try_after
        outbox.send_due(now=at)
    assert waits[:8] == [2, 4, 8, 16, 32, 64, 64, 64]
    assert at - NOON >= sending.GIVEN_UP_AFTER
    assert "is given up" in caplog.text
    assert outbox.standing(now=at) == outbox.Standing(waiting=0, late=0, nobody=0, given_up=1)
    mail_server_is(settings, None)
    assert outbox.send_due(now=at + datetime.timedelta(days=1)) == 0


def test_attempts_never_overflow(cast: Cast) -> None:
    owe(cast, "lead", kind="no_such_template")
    Notice.objects.update(urgent=True, attempts=32_767)
    owe_urgently(cast, "officer")
    assert outbox.send_due(now=NOON) == 1
    assert Notice.objects.get(sent_at=None).attempts == sending.MOST_ATTEMPTS


def test_notice_that_cannot_be_written_stops_no_other(cast: Cast) -> None:
    owe(cast, "lead", kind="no_such_template")
    owe(cast, "lead", "officer")
    assert outbox.send_due(now=NOON, day=TODAY) == 2
    assert sorted(each.to[0] for each in mail.outbox) == [cast.lead.email, cast.officer.email]
    assert Notice.objects.get(sent_at=None).kind == "no_such_template"


class Slow(EmailBackend):
    """Three minutes a mail; while the third is under way another sweeper comes by, a quick one."""

    minutes = 0.0
    quick = False

    def send_messages(self, messages: Any) -> int:
        Slow.minutes += 0 if Slow.quick else 3
        if Slow.minutes == 9 and not Slow.quick:
            Slow.quick = True
            assert outbox.send_due(now=later(9)) == 9
        return int(super().send_messages(messages))


def test_a_lease_lasts_by_the_clock_of_its_moment(
    cast: Cast, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Leases made late in a run were over already, so that others sent the same again."""
    monkeypatch.setattr(sending, "time", SimpleNamespace(monotonic=lambda: Slow.minutes * 60))
    for _ in range(12):
        owe_urgently(cast, "lead")
    Slow.minutes, Slow.quick = 0.0, False
    mail_server_is(settings, Slow)
    assert outbox.send_due(now=NOON) == 3
    assert len(set(names_of_mails())) == 12
    assert len(mail.outbox) == 12


def test_a_silent_mail_server_is_asked_once_and_not_for_long(
    cast: Cast, settings: Settings
) -> None:
    owe_urgently(cast, "lead", "officer", "head")
    with mail_server.running(mail_server.Silent) as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address[:2]
        settings.EMAIL_TIMEOUT = 0.3
        assert outbox.post(now=NOON) == outbox.Posted(0, away=True)
        assert server.lines == 1
    mail_server_is(settings, None)
    assert outbox.send_due(now=NOON) == 3


def test_one_line_carries_many_mails(cast: Cast, settings: Settings) -> None:
    for _ in range(5):
        owe_urgently(cast, "lead", "officer")
    with mail_server.running(mail_server.Taking) as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address[:2]
        assert outbox.send_due(now=NOON) == 10
        assert server.lines == 1
        assert len({each["Message-ID"] for each in server.received}) == 10


def test_words_of_what_was_sent_are_dropped_after_a_while(cast: Cast, settings: Settings) -> None:
    owe_urgently(cast, "lead")
    outbox.send_due(now=NOON)
    owe(cast, "lead")
    month = datetime.timedelta(days=settings.KEYHOLDER_NOTICE_DAYS)
    assert outbox.forget_words(now=NOON + month) == 0
    assert outbox.forget_words(now=later(1) + month) == 1
    assert outbox.forget_words(now=later(2) + month) == 0
    sent, unsent = Notice.objects.order_by("sent_at")
    if sent.sent_at is None:
        sent, unsent = unsent, sent
    assert (sent.kind, sent.context) == ("keys_opened_at_once", {})
    assert unsent.context == CONTEXT


def test_how_the_outbox_stands(cast: Cast) -> None:
    owe_urgently(cast, "lead")
    owe(cast, "lead", "officer")
    owe(cast, "steward", kind="policy_published")
    type(cast.steward).objects.filter(pk=cast.steward.pk).update(is_active=False)
    soon, late = outbox.standing(now=later(5)), outbox.standing(now=later(65))
    assert soon == outbox.Standing(waiting=4, late=0, nobody=1, given_up=0)
    assert late.late == 1


@pytest.mark.processes
@pytest.mark.django_db(transaction=True)
def test_two_sweepers_tell_nobody_twice(cast: Cast) -> None:
    for _ in range(60):
        owe_urgently(cast, "lead", "officer")
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
    assert len(set(names_of_mails())) == 120
    connection.close()

"""One run of everything that falls due: each job on its own, and a date in development only."""

import datetime
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.management import CommandError, call_command
from django.utils import timezone
from pytest_django import Settings

from governance import sweep
from governance.models import Channel
from governance.sweep import Job
from ledger import outbox
from ledger.models import Notice
from people.models import User
from tests import cast as given
from tests import mail_server
from tests.cast import Cast

BASE = django_settings.BASE_DIR

pytestmark = pytest.mark.django_db


def swept(**options: Any) -> str:
    out = StringIO()
    call_command("sweep", stdout=out, **options)
    return out.getvalue()


def test_channel_lapses_and_people_are_told(cast: Cast, settings: Settings) -> None:
    settings.DEBUG = True
    channel = given.live_channel(cast)
    assert channel.ends_on is not None
    swept(today=channel.ends_on.isoformat())
    assert Channel.objects.get().state == "live"
    out = swept(today=channel.ends_on.replace(year=channel.ends_on.year + 1).isoformat())
    assert "channels lapsed: 1" in out
    assert Channel.objects.get().state == "lapsed"
    assert not Notice.objects.filter(sent_at=None).exists()
    assert "channels lapsed: 0" in swept()


def test_failing_job_stops_no_other(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(today: Any, now: Any) -> int:
        raise ValueError("on purpose")

    jobs = [Job("first", fail), Job("second", lambda today, now: 7)]
    monkeypatch.setattr(sweep, "JOBS", jobs)
    out = StringIO()
    with pytest.raises(CommandError, match="A job failed"):
        call_command("sweep", once=True, stdout=out)
    assert out.getvalue() == "first: failed, see the log\nsecond: 7\n"
    assert "The job “first” of the sweep failed." in caplog.text


def test_date_is_for_development(settings: Settings) -> None:
    settings.DEBUG = False
    with pytest.raises(CommandError, match="only where DEBUG is on"):
        swept(today="2027-01-04")


@pytest.mark.parametrize("day", ["tomorrow", "2027-02-30", ""])
def test_date_that_is_none(day: str, settings: Settings) -> None:
    settings.DEBUG = True
    with pytest.raises(CommandError, match="is not a day"):
        swept(today=day)


@pytest.mark.parametrize("every", [0, -1, float("nan"), 1e9])
def test_loop_of_no_length(every: float) -> None:
    with pytest.raises(CommandError, match="--loop takes"):
        swept(loop=every)


@pytest.mark.processes
@pytest.mark.django_db(transaction=True)
def test_loop_stops_when_told(process_environment: dict[str, str]) -> None:
    command = [sys.executable, "manage.py", "sweep", "--loop", "3600"]
    with subprocess.Popen(
        command, cwd=BASE, env=process_environment, stdout=subprocess.PIPE, text=True
    ) as loop:
        assert loop.stdout is not None
        names = {loop.stdout.readline().partition(": ")[0] for _ in sweep.JOBS}
        assert names == {job.name for job in sweep.JOBS}
        told = time.monotonic()
        loop.send_signal(signal.SIGTERM)
        assert loop.wait(timeout=10) == 0
    assert time.monotonic() - told < 3


@pytest.mark.parametrize("parts", ["only", "without"])
def test_mails_apart_from_everything_else(parts: str) -> None:
    names = {line.partition(": ")[0] for line in swept(**{parts: "mail"}).splitlines()}
    mails = {job.name for job in sweep.JOBS if job.apart}
    everything = {job.name for job in sweep.JOBS}
    assert names == (mails if parts == "only" else everything - mails)


@contextmanager
def looping(environment: dict[str, str], *options: str) -> Iterator[subprocess.Popen[str]]:
    """A sweep in a process of its own that goes round each second."""
    command = [sys.executable, "manage.py", "sweep", "--loop", "1", *options]
    with subprocess.Popen(
        command, cwd=BASE, env=environment, stdout=subprocess.PIPE, text=True
    ) as loop:
        try:
            yield loop
        finally:
            loop.kill()


@pytest.mark.processes
@pytest.mark.django_db(transaction=True)
def test_a_silent_mail_server_delays_no_lapse(
    cast: Cast, process_environment: dict[str, str]
) -> None:
    """Forty minutes on the telephone with nobody, and everything else stood still."""
    channel = given.live_channel(cast)
    _owe_urgently(cast.lead)
    with mail_server.running(mail_server.Silent) as server:
        slow = {"EMAIL_URL": server.address, "KEYHOLDER_MAIL_TIMEOUT": "30"}
        with looping(process_environment | slow) as loop:
            assert loop.stdout is not None
            assert server.called.wait(20)
            over = timezone.localdate() - datetime.timedelta(days=60)
            Channel.objects.filter(pk=channel.pk).update(ends_on=over)
            for line in loop.stdout:
                if line.startswith("channels lapsed: 1"):
                    break
            assert Channel.objects.get(pk=channel.pk).state == "lapsed"
            assert server.lines == 1
            assert not server.received
    assert Notice.objects.filter(kind="keys_opened_at_once", sent_at=None).exists()


@pytest.mark.processes
@pytest.mark.django_db(transaction=True)
def test_of_two_sweepers_each_mail_is_sent_by_one(
    cast: Cast, process_environment: dict[str, str]
) -> None:
    Notice.objects.all().delete()
    for _ in range(30):
        _owe_urgently(cast.lead, cast.officer)
    with mail_server.running(mail_server.Taking, delay=0.05) as server:
        environment = process_environment | {"EMAIL_URL": server.address}
        command = [sys.executable, "manage.py", "sweep", "--once", "--only", "mail"]
        sweepers = [
            subprocess.Popen(command, cwd=BASE, env=environment, stdout=subprocess.PIPE, text=True)
            for _ in range(2)
        ]
        said = [sweeper.communicate(timeout=60)[0] for sweeper in sweepers]
    sent = [int(line.rpartition(": ")[2]) for line in said]
    assert sum(sent) == 60, said
    assert min(sent) > 0, "they did not meet"
    assert len(server.received) == 60
    assert len({each["Message-ID"] for each in server.received}) == 60
    assert not Notice.objects.filter(sent_at=None).exists()


def _owe_urgently(*people: User) -> None:
    context = {"name": "X", "person": "On Call", "why": "Out.", "path": "/channels/1/keys"}
    at = timezone.now()
    outbox.owe("keys_opened_at_once", people, context=context, once=None, at=at)

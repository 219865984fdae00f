"""One run of everything that falls due: each job on its own, and a date in development only."""

import signal
import subprocess
import sys
import time
from io import StringIO
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.management import CommandError, call_command
from pytest_django import Settings

from governance import sweep
from governance.models import Channel
from governance.sweep import Job
from ledger.models import Notice
from tests import cast as given
from tests.cast import Cast

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
    folder = django_settings.BASE_DIR
    with subprocess.Popen(
        command, cwd=folder, env=process_environment, stdout=subprocess.PIPE, text=True
    ) as loop:
        assert loop.stdout is not None
        lines = [loop.stdout.readline() for _ in sweep.JOBS]
        assert lines[-1].startswith("notices sent: ")
        told = time.monotonic()
        loop.send_signal(signal.SIGTERM)
        assert loop.wait(timeout=10) == 0
    assert time.monotonic() - told < 3

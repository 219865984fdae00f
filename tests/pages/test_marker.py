"""A marker through every page, call and forced error leaves no trace but where it is shown."""

import base64
import datetime
import html
import json
import logging
import re
import secrets
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone

from governance.access import custody
from governance.channels import acts as channels
from governance.keys import acts as keys_acts
from governance.keys.pages import openings
from governance.models import Channel
from ledger import outbox
from ledger.models import Entry
from people import tokens
from people.models import Scope, User
from tests import cast as given
from tests import engines
from tests.cast import TODAY, Cast, sign_in_by_form
from tests.pages.traces import Trace, Watched, found_in, left_behind
from vault.fields import LABELS
from vault.models import Grant

NIGHT = datetime.datetime(2027, 1, 5, 2, tzinfo=datetime.UTC)
READ = [
    "channel",
    "channel-history",
    "channel-access",
    "channel-keys",
    "channel-keys-deposit",
    "channel-keys-ask",
    "channel-keys-due",
]
EVERYWHERE = [
    "/",
    "/channels/",
    "/plans/",
    "/reviews/",
    "/obligations/",
    "/roles/",
    "/leaving/",
    "/leaving/to-do",
    "/reports/",
    "/ledger/",
    "/official/",
    "/official.atom",
    "/reviews/calendar.ics",
]
ANSWERED = ["sessions_ended", "tools_disconnected", "posts_paused"]
CALLS = ["channels", "channels.csv", "channels.json", "channels.xlsx", "ledger", "reviews", "plans"]


# Every secret of this run begins with one of these, so that one search finds any of them.
MARKER = f"Kh{secrets.token_hex(10)}"
SEED_MARKER = base64.b32encode(secrets.token_bytes(10)).decode()
MARKERS = [MARKER, SEED_MARKER]


def marker() -> str:
    return MARKER + secrets.token_hex(6)


def marked_keys() -> dict[str, str]:
    """Every field a secret of its own, of letters and digits."""
    codes = [marker() for _ in range(5)]
    return {name: marker() for name in LABELS} | {
        "totp_seed": SEED_MARKER + base64.b32encode(secrets.token_bytes(10)).decode(),
        "backup_codes": "\n".join(codes),
    }


@dataclass
class Story:
    """What was kept of every answer, and the passwords that were made."""

    cast: Cast
    kept: list[Trace] = field(default_factory=list)
    made: list[str] = field(default_factory=list)

    def keys(self) -> dict[str, str]:
        return marked_keys()

    def signed_in(self, user: User) -> Watched:
        client = Watched(self.kept)
        sign_in_by_form(client, user)
        return client

    def program(self, *scopes: str, person: User | None = None) -> Watched:
        _, token = tokens.issue("marker", scopes=list(scopes), days=1, person=person)
        return Watched(self.kept, headers={"authorization": f"Api-Key {token}"})


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


@pytest.fixture
def everything_logged(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> Iterator[pytest.LogCaptureFixture]:
    """Every logger at its most talkative, the database's own lines too."""
    known = [logging.getLogger(name) for name in logging.root.manager.loggerDict]
    for logger in known:
        monkeypatch.setattr(logger, "level", logging.DEBUG)
        monkeypatch.setattr(logger, "propagate", True)
        logger.manager._clear_cache()  # type: ignore[attr-defined]  # levels are remembered there
    caplog.set_level(logging.DEBUG)
    monkeypatch.setattr(connection, "force_debug_cursor", True)
    yield caplog
    connection.queries_log.clear()


@pytest.mark.usefixtures("db")
def test_no_trace_of_a_marker(
    cast: Cast,
    folder: Path,
    everything_logged: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    story = Story(cast)
    with time_machine.travel(given.NOON, tick=False):
        by_page = given.approved_channel(cast)
        by_program = given.approved_channel(cast, name="Sleep", answers={"handle": "sleep"})
    with time_machine.travel(NIGHT, tick=False), engines.clock_of_the_test():
        goes_wrong_on_the_way_in(story, by_page)
        first = deposits_by_page(story, by_page)
        deposits_by_program(story, by_program)
        goes_live(cast, by_page)
        shows_every_field(story, by_page, first)
        rotates_by_page(story, by_page)
        reads_everything(story, by_page)
        outbox.send_due(now=timezone.now())
        exports_everything(folder)

    assert len(everything_logged.records) > 500
    printed = capfd.readouterr()
    traces = [
        *story.kept,
        *left_behind(everything_logged.records, [folder]),
        ("standard output", printed.out.encode()),
        ("standard error", printed.err.encode()),
    ]
    assert len(traces) > 1_000
    assert found_in(traces, MARKERS) == []
    made = [text.encode() for text in story.made]
    assert [place for place, data in traces if any(text in data for text in made)] == []


def goes_wrong_on_the_way_in(story: Story, channel: Channel) -> None:
    """Bad forms, the wrong person, a vault that is away, a fault, a page for developers."""
    page = reverse("channel-keys-deposit", args=[channel.pk])
    lead = story.signed_in(story.cast.lead)
    assert lead.post(page, story.keys() | {"totp_seed": "no seed!"}).status_code == 400
    assert lead.post(page, story.keys() | {"username": "a\0b"}).status_code == 400
    too_long = story.keys()
    assert lead.post(page, too_long | {"notes": too_long["notes"] * 4_000}).status_code == 400
    assert story.signed_in(story.cast.outsider).post(page, story.keys()).status_code == 403
    stranger = Watched(story.kept, enforce_csrf_checks=True)
    assert stranger.post(page, story.keys()).status_code == 403
    with override_settings(KEYHOLDER_MASTER_KEY_PROVIDER="away"):
        assert lead.post(page, story.keys()).status_code == 503
    for debug in (False, True):
        with broken(keys_acts, "deposit"), override_settings(DEBUG=debug):
            assert lead.post(page, story.keys()).status_code == 500


@contextmanager
def broken(module: Any, name: str) -> Iterator[None]:
    """While it lasts, the function fails as a programmer's mistake would, secrets in its hands."""

    def fail(*args: Any, **given: Any) -> None:
        raise RuntimeError("forced")

    with patch.object(module, name, fail):
        yield


def deposits_by_page(story: Story, channel: Channel) -> dict[str, str]:
    keys = story.keys()
    lead = story.signed_in(story.cast.lead)
    answer = lead.post(reverse("channel-keys-deposit", args=[channel.pk]), keys, follow=True)
    assert "The keys are deposited." in answer.content.decode()
    officer = story.signed_in(story.cast.officer)
    assert officer.post(reverse("channel-keys-test", args=[channel.pk])).status_code == 302
    channel.refresh_from_db()
    assert channel.custodian is not None
    given.tested(channel.custodian, story.cast)
    return keys


def deposits_by_program(story: Story, channel: Channel) -> None:
    path = f"/api/v1/channels/{channel.pk}/keys"
    program = story.program(Scope.CHANNELS_WRITE, person=story.cast.lead)

    def send(client: Watched, body: Any) -> int:
        text = body if isinstance(body, str) else json.dumps(body)
        return int(client.post(path, text, content_type="application/json").status_code)

    wrong: list[Any] = [
        story.keys() | {"totp_seed": "no seed!"},
        story.keys() | {"pasword": story.keys()["password"]},
        [story.keys()],
        json.dumps(story.keys())[:-1],
        {"password": [story.keys()["password"]]},
    ]
    assert [send(program, body) for body in wrong] == [400] * len(wrong)
    outsider = story.program(Scope.CHANNELS_WRITE, person=story.cast.outsider)
    assert send(outsider, story.keys()) == 403
    assert send(story.program(Scope.REGISTER_READ), story.keys()) == 403
    with override_settings(KEYHOLDER_MASTER_KEY_PROVIDER="away"):
        assert send(program, story.keys()) == 503
    with broken(keys_acts, "deposit"):
        assert send(program, story.keys()) == 500
    assert send(program, story.keys()) == 201
    assert send(program, story.keys()) == 201
    rotation = custody.rotation_of(Channel.objects.get(pk=channel.pk).custodian)
    assert rotation is not None
    assert rotation.state == "proposed"


def goes_live(cast: Cast, channel: Channel) -> None:
    """So that it stands in every list and export."""
    channel.refresh_from_db()
    checks = {"url": channel.url, **given.SET_UP}
    channels.confirm_set_up(channel, by=cast.officer, today=TODAY, **checks)
    channels.go_live(channel, by=cast.officer, today=TODAY)


def shows_every_field(story: Story, channel: Channel, keys: dict[str, str]) -> None:
    given.on_duty(story.cast.on_call, NIGHT)
    duty = story.signed_in(story.cast.on_call)
    ask = reverse("channel-keys-ask", args=[channel.pk])
    assert duty.post(ask, {"reason": "A post must come down."}).status_code == 302
    address = reverse("opening-show", args=[channel.pk, Grant.objects.get().pk])
    with override_settings(KEYHOLDER_MASTER_KEY_PROVIDER="away"):
        assert duty.post(address, {"field": "password"}).status_code == 503
    with broken(openings, "expose_text"):
        assert duty.post(address, {"field": "password"}).status_code == 500
    assert duty.post(address, {"field": "nothing"}).status_code == 409
    for name, value in keys.items():
        page = html.unescape(duty.shown(address, {"field": name}))
        own = [each for each in value.split() if each in page]
        assert len(own) == (0 if name == "totp_seed" else 1), name
        rest = page.replace(own[0], "") if own else page
        assert found_in([(name, rest.encode())], MARKERS) == []


def rotates_by_page(story: Story, channel: Channel) -> None:
    """Proposed, kept, proposed again and confirmed; the password is made once and shown once."""
    lead = story.signed_in(story.cast.lead)
    page = reverse("channel-keys-deposit", args=[channel.pk])
    for step, answers in (
        ("abandon", {"reason": "Not yet."}),
        ("confirm", dict.fromkeys(ANSWERED, "yes")),
    ):
        keys = story.keys() | {"password": "", "make": "on"}
        shown = lead.shown(page, keys)
        assert found_in([("proposed", shown.encode())], MARKERS) == []
        made = re.search('keyholder-key__value"[^>]*>([^<]+)<', shown)
        assert made is not None
        story.made.append(html.unescape(made[1]))
        done = lead.post(reverse("channel-keys-rotation", args=[channel.pk, step]), answers)
        assert done.status_code == 302, done.content.decode()


def reads_everything(story: Story, channel: Channel) -> None:
    """Every page that shows the channel, to everybody; every call, with every scope to read."""
    grant = Grant.objects.get()
    own = [reverse(name, args=[channel.pk]) for name in READ]
    own.append(reverse("opening", args=[channel.pk, grant.pk]))
    entries = [reverse("ledger-entry", args=[entry.seq]) for entry in Entry.objects.all()]
    for user in story.cast.everybody.values():
        client = story.signed_in(user)
        for path in [*EVERYWHERE, *own, *(entries if user == story.cast.auditor else [])]:
            assert client.get(path).status_code < 500, path
    program = story.program(Scope.REGISTER_READ, Scope.LEDGER_READ)
    for call in [*CALLS, f"channels/{channel.pk}", f"channels/{channel.pk}/steps"]:
        assert program.get(f"/api/v1/{call}").status_code < 500, call


def exports_everything(folder: Path) -> None:
    """The workbook is unpacked, or nothing could be found in it."""
    for kind in ("csv", "json", "xlsx"):
        call_command("export_register", str(folder / f"register.{kind}"), format=kind)
    with zipfile.ZipFile(folder / "register.xlsx") as workbook:
        workbook.extractall(folder / "workbook")
    call_command("ledger", "export")

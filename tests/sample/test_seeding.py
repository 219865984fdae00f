"""The sample: made through the acts, restored without harm, and only in development."""

import datetime
import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.contrib.auth import authenticate
from django.core.cache import caches
from django.core.management import CommandError, call_command
from django.db import transaction
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import timezone
from pytest_django import Settings

from governance.access.standing import standing
from governance.channels import acts as channels
from governance.models import Channel, Plan
from governance.published import listings
from ledger import verification
from ledger.models import Notice, Words
from people import duties, tokens
from people.models import Team, User
from sample.organisation import CAST
from tests.cast import dismiss

ROLES = (
    "member lead administrator manager officer officer2 head executive on_call auditor steward "
    "outsider"
)


def seeded() -> dict[str, Any]:
    out = StringIO()
    call_command("seed_sample", json=True, stdout=out)
    found: dict[str, Any] = json.loads(out.getvalue())
    return found


def user(sample: dict[str, Any], role: str) -> dict[str, Any]:
    users: list[dict[str, Any]] = sample["users"]
    (found,) = [each for each in users if each["role"] == role]
    return found


@contextmanager
def undone() -> Iterator[None]:
    """What is done within is undone after it, so that one sample serves; codes count anew."""
    mark = transaction.savepoint()
    yield
    transaction.savepoint_rollback(mark)
    caches["default"].clear()


def test_it_is_whole_and_can_be_restored(db: None, settings: Settings) -> None:
    settings.DEBUG = True  # pytest-django turns it off
    sample = seeded()
    with undone():
        _everything_is_there(sample)
    with undone():
        _restoring_harms_nothing(sample)
    with undone():
        _lead_has_a_live_channel_again(sample)


def _everything_is_there(sample: dict[str, Any]) -> None:
    assert sample["organisation"] == "Riverside and Vale Community Trust"
    assert {each["role"] for each in sample["users"]} == set(ROLES.split())
    assert all(each["email"].endswith(".invalid") for each in sample["users"])
    assert set(Channel.objects.values_list("state", flat=True)) == set(Channel.State.values)
    assert set(Plan.objects.values_list("state", flat=True)) == set(Plan.State.values)
    assert Channel.objects.count() > 24
    assert Team.objects.count() >= 15
    assert Channel.objects.values("platform").distinct().count() >= 8
    assert verification.verify().in_order
    assert Channel.objects.filter(state="live").exclude(second_step_off_since=None).exists()
    assert listings.stale() == []
    _people_are_who_they_are(sample)
    _secrets_are_nowhere(sample)
    _notices_can_be_written()


def _people_are_who_they_are(sample: dict[str, Any]) -> None:
    # A code is worth nothing after its half minute, which may end while people sign in.
    with time_machine.travel(timezone.now(), tick=False):
        _all_sign_in(sample)
    on_call = User.objects.get(email=user(sample, "on_call")["email"])
    assert duties.is_on_duty(on_call, at=timezone.now())
    for player in CAST:
        found = User.objects.get(email=player.email)
        assert found.roles == set(player.roles)
        assert not found.waiting_roles
        # Not so new that they could open no keys at once.
        a_day_ago = timezone.now() - datetime.timedelta(days=1)
        for each in found.standing_roles:
            assert each.works_since is not None
            assert each.works_since < a_day_ago
    lead = User.objects.get(email=user(sample, "lead")["email"])
    live = lead.channels_led.filter(state="live", access_method="keys").first()
    assert live is not None
    assert standing(live).held
    assert live.administrators.filter(email=user(sample, "administrator")["email"]).exists()
    assert live.team.manager is not None
    assert live.team.manager.email == user(sample, "manager")["email"]
    assert str(live.pk) in {each["channel"] for each in sample["keys"]}


def _all_sign_in(sample: dict[str, Any]) -> None:
    request = RequestFactory().post("/accounts/login/")
    for each in sample["users"]:
        person = authenticate(request, email=each["email"], password=each["password"])
        assert isinstance(person, User)
        second = Authenticator.objects.filter(user=person).first()
        assert (second is None) == (each["totp_secret"] is None)
        if second is not None:
            code = totp.format_hotp_value(
                totp.hotp_value(each["totp_secret"], next(totp.yield_hotp_counters_from_time()))
            )
            assert totp.TOTP(second).validate_code(code)


def _secrets_are_nowhere(sample: dict[str, Any]) -> None:
    values = [each["value"] for each in sample["keys"]]
    assert len(set(values)) == len(values) >= 10
    spoken = json.dumps(list(Words.objects.values_list("text", flat=True)))
    owed = json.dumps(list(Notice.objects.values_list("context", flat=True)))
    assert not [value for value in values if value in spoken or value in owed]


def _notices_can_be_written() -> None:
    """What the acts really say is all that the e-mails ask for."""
    assert not Notice.objects.filter(sent_at=None).exists()
    for notice in Notice.objects.select_related("to"):
        context = {"to": notice.to, "base_url": "https://keyholder.invalid", **notice.context}
        assert render_to_string(f"emails/{notice.kind}.txt.jinja", context)


def _restoring_harms_nothing(sample: dict[str, Any]) -> None:
    lead = User.objects.get(email=user(sample, "lead")["email"])
    officer = User.objects.get(email=user(sample, "officer")["email"])
    lead.set_password("changed by somebody")
    lead.is_active, lead.left_on = False, datetime.date(2027, 1, 4)
    lead.save()
    lead.memberships.update(ended_on=datetime.date(2027, 1, 4))
    dismiss(officer)
    Authenticator.objects.filter(user=officer).delete()
    own = User.objects.create_user("somebody@else.invalid", "their own", name="Somebody")
    before = _counts()

    again = seeded()

    assert again["users"] == sample["users"]
    assert _counts() == before
    _people_are_who_they_are(again)
    assert User.objects.get(pk=officer.pk).is_officer
    assert User.objects.get(pk=own.pk).password == own.password
    assert not {each["value"] for each in again["keys"]} & {
        each["value"] for each in sample["keys"]
    }
    assert all(tokens.find(each["token"]) for each in again["tokens"])
    assert not any(tokens.find(each["token"]) for each in sample["tokens"])
    assert verification.verify().in_order


def _counts() -> Counter[str]:
    return Counter({model.__name__: model.objects.count() for model in (Channel, Plan, User, Team)})


def _lead_has_a_live_channel_again(sample: dict[str, Any]) -> None:
    lead = User.objects.get(email=user(sample, "lead")["email"])
    officer = User.objects.get(email=user(sample, "officer")["email"])
    for channel in lead.channels_led.filter(state="live"):
        channels.suspend(
            channel, by=officer, today=timezone.localdate(), cause="content", reason="Outside."
        )
    _people_are_who_they_are(seeded())


def test_only_in_development(db: None, settings: Settings) -> None:
    settings.DEBUG = False
    with pytest.raises(CommandError, match="only where DEBUG is on"):
        call_command("seed_sample")


def test_the_twelve_are_told_apart() -> None:
    assert len({player.name for player in CAST}) == len(CAST) == 12

"""Recovery codes are shown once, where they are made, and stand for a phone that is not at hand."""

import datetime
import json
import re

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from ledger.refusals import ForbiddenError, RefusedError
from people import second_steps
from people.models import User
from tests.cast import NOON, PASSWORD, TODAY, Cast
from tests.ledger.reading import acts, told
from tests.people.factors.sessions import signed_in

pytestmark = pytest.mark.usefixtures("noon")

GENERATE = "mfa_generate_recovery_codes"


def made(client: Client) -> list[str]:
    answer = client.post(reverse(GENERATE))
    assert "no-store" in answer.headers["Cache-Control"]
    return re.findall(r"<code>(\d{8})</code>", answer.text)


def by_code(user: User, code: str) -> Client:
    client = Client()
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    client.post(reverse("mfa_authenticate"), {"code": code})
    return client


def test_they_are_shown_once_and_kept_sealed(cast: Cast) -> None:
    officer = signed_in(cast.officer)
    codes = made(officer)
    assert len(set(codes)) == 10
    kept = json.dumps(Authenticator.objects.get(type="recovery_codes").data)
    kept += "".join(map(str, Session.objects.values_list("session_data", flat=True)))
    assert not any(code in kept for code in codes)
    for path in ("", "download/", "generate/"):
        page = officer.get(f"/accounts/2fa/recovery-codes/{path}", follow=True).text
        assert not any(code in page for code in codes)
    assert acts() == ["person.make_recovery_codes"]
    assert told("second_step_changed") == ["Officer"]


def test_the_old_ones_stop_working(cast: Cast) -> None:
    officer = signed_in(cast.officer)
    old, new = made(officer), made(signed_in(cast.officer))
    assert "_auth_user_id" not in by_code(cast.officer, old[0]).session
    assert "_auth_user_id" in by_code(cast.officer, new[0]).session
    assert "_auth_user_id" not in by_code(cast.officer, new[0]).session, "It works once."


def test_making_them_asks_for_every_factor(cast: Cast) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        officer = signed_in(cast.officer)
        clock.shift(datetime.timedelta(minutes=16))
        for answer in (officer.get(reverse(GENERATE)), officer.post(reverse(GENERATE))):
            assert answer.headers["Location"].startswith(reverse("afresh"))
    assert not Authenticator.objects.filter(type="recovery_codes").exists()


def test_a_code_stands_for_a_phone_that_is_lost(cast: Cast) -> None:
    codes = made(signed_in(cast.officer))
    officer = by_code(cast.officer, codes[0])
    answer = officer.post(reverse("mfa_deactivate_totp"))
    assert answer.headers["Location"] == reverse("mfa_index")
    assert not Authenticator.objects.filter(user=cast.officer).exists(), "Codes go with it."


def test_not_without_a_second_step_nor_for_others(cast: Cast) -> None:
    with pytest.raises(RefusedError, match="Set up a second step first"):
        second_steps.make_codes(cast.member, list, by=cast.member, today=TODAY)
    with pytest.raises(ForbiddenError):
        second_steps.make_codes(cast.officer, list, by=cast.steward, today=TODAY)
    assert signed_in(cast.member).post(reverse(GENERATE)).status_code == 302

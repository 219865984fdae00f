"""A stolen session gives itself what it needs to open a key. It must not get there."""

import datetime
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from governance.models import Channel
from tests import cast as given
from tests import engines
from tests.cast import NOON, PASSWORD, Cast
from tests.pages.keys.test_night import NIGHT, ask, show
from tests.people.factors.sessions import by_single_sign_on, record, signed_in, without_password
from vault.models import Grant

SIX_HOURS = datetime.timedelta(hours=6)
NEW = "a password that the thief chose"


@pytest.fixture
def channel(cast: Cast) -> Channel:
    with time_machine.travel(NOON, tick=False):
        return given.live_channel(cast)


@pytest.fixture
def clock() -> Any:
    with engines.clock_of_the_test(), time_machine.travel(NIGHT, tick=False) as clock:
        yield clock


def opens_no_key(client: Client, channel: Channel) -> None:
    answer = ask(client, channel)
    assert answer.redirect_chain, "It was asked for nothing."
    grant = Grant.objects.filter(state="active").first()
    assert grant is None
    grant = Grant.objects.first()
    assert grant is None or show(client, grant, channel, "password").status_code != 200


def test_an_old_single_sign_on_session_sets_itself_a_password(
    cast: Cast, channel: Channel, clock: Any
) -> None:
    """Seen: six hours later it set itself a password, showed it, and opened the key."""
    officer = without_password(cast.officer)
    thief = by_single_sign_on(officer)
    step = Authenticator.objects.get(user=officer, type="totp")
    record(thief, officer, "mfa", id=step.pk, type="totp")
    clock.shift(SIX_HOURS - datetime.timedelta(hours=2))
    thief.post(reverse("account_set_password"), {"password1": NEW, "password2": NEW})
    thief.post(reverse("account_reauthenticate"), {"password": NEW})
    opens_no_key(thief, channel)
    officer.refresh_from_db()
    assert not officer.has_usable_password()


def test_a_password_set_behind_our_back_proves_nothing_in_this_session(
    cast: Cast, channel: Channel, clock: Any
) -> None:
    """Wherever it came from: it is new in this session."""
    officer = without_password(cast.officer)
    thief = by_single_sign_on(officer)
    step = Authenticator.objects.get(user=officer, type="totp")
    record(thief, officer, "mfa", id=step.pk, type="totp")
    session = thief.session
    officer.set_password(NEW)
    officer.save()
    session["_auth_user_hash"] = officer.get_session_auth_hash()
    session.save()
    record(thief, officer, "password")
    opens_no_key(thief, channel)


def test_an_authenticator_app_of_this_session_proves_nothing_in_it(
    cast: Cast, channel: Channel, clock: Any
) -> None:
    """Whoever took over a screen knows neither the password nor has the phone."""
    officer = cast.officer
    thief = signed_in(officer)
    clock.shift(SIX_HOURS / 6)
    Authenticator.objects.filter(user=officer).delete()
    theirs = totp.TOTP.activate(officer, "KRSXG5CTMVRXEZLUKRSXG5CTMVRXEZLU").instance
    record(thief, officer, "mfa", id=theirs.pk, type="totp")
    record(thief, officer, "password")
    opens_no_key(thief, channel)


def test_adding_an_app_needs_the_password(cast: Cast, clock: Any) -> None:
    """allauth takes single sign-on for a fresh sign-in, however old it is."""
    member = without_password(cast.member)
    thief = by_single_sign_on(member)
    clock.shift(SIX_HOURS)
    answer = thief.get(reverse("mfa_activate_totp"))
    assert answer.status_code == 302
    assert "afresh" in answer["Location"]
    assert thief.get(reverse("mfa_activate_totp")).context is None


@pytest.mark.parametrize("shown", ["password", "mfa"])
def test_one_factor_of_two_is_not_enough(
    cast: Cast, channel: Channel, clock: Any, shown: str
) -> None:
    """A password that was looked at over a shoulder; or a phone left on the desk."""
    officer = cast.officer
    thief = signed_in(officer)
    clock.shift(datetime.timedelta(minutes=20))
    step = Authenticator.objects.get(user=officer, type="totp")
    said = {"id": step.pk, "type": "totp"} if shown == "mfa" else {}
    record(thief, officer, shown, **said)
    opens_no_key(thief, channel)


def test_both_lately_are_enough(cast: Cast, channel: Channel, clock: Any) -> None:
    officer = signed_in(cast.officer)
    clock.shift(datetime.timedelta(minutes=20))
    after = reverse("channel-keys-ask", args=[channel.pk])
    answer = officer.get(reverse("afresh"), {"next": after}, follow=True)
    assert "Password" in answer.text
    answer = officer.post(answer.redirect_chain[-1][0], {"password": PASSWORD}, follow=True)
    assert "Code" in answer.text
    answer = officer.post(answer.redirect_chain[-1][0], {"code": given.code()}, follow=True)
    assert answer.redirect_chain[-1][0] == after
    ask(officer, channel)
    assert Grant.objects.get(person=cast.officer).state == "active"
    assert timezone.now() > NIGHT

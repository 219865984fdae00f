"""At night: on call, a search, a reason, a fresh sign-in, one field at a time, an account of it."""

import datetime
import html
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from governance.models import Channel
from ledger.models import Entry, Notice
from people.models import User
from tests import cast as given
from tests.cast import PASSWORD, Cast
from vault.models import Grant, Rotation
from vault.secret import expose_text

NIGHT = datetime.datetime(2027, 1, 5, 2, 0, tzinfo=datetime.UTC)
DAY = datetime.datetime(2027, 1, 5, 11, 0, tzinfo=datetime.UTC)


@pytest.fixture
def keys(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    made = given.keys()
    monkeypatch.setattr(given, "keys", lambda: made)
    return made


@pytest.fixture
def channel(cast: Cast, keys: dict[str, Any]) -> Channel:
    with time_machine.travel(given.NOON, tick=False):
        return given.live_channel(cast)


def signed_in(user: User) -> Client:
    client = Client()
    answer = given.sign_in_by_form(client, user)
    assert answer.status_code == 302, answer.content.decode()
    return client


def ask(client: Client, channel: Channel, purpose: str = "act") -> Any:
    address = reverse("channel-keys-ask", args=[channel.pk])
    given = {"reason": "A post must come down.", "purpose": purpose}
    return client.post(address, given, follow=True)


def show(client: Client, grant: Grant, channel: Channel, field: str, **more: str) -> Any:
    address = reverse("opening-show", args=[channel.pk, grant.pk])
    return client.post(address, {"field": field, **more})


def test_somebody_on_call_acts_at_two_in_the_morning(
    cast: Cast, channel: Channel, keys: dict[str, Any]
) -> None:
    with time_machine.travel(NIGHT, tick=False) as clock:
        client = signed_in(cast.on_call)
        assert "cannot" not in client.post(reverse("on-call"), {"until": "07:00"}).content.decode()
        page = client.get(reverse("on-call"), {"q": "therapies"}).content.decode()
        assert reverse("channel-keys", args=[channel.pk]) in page
        owed = Notice.objects.filter(kind="keys_opened_at_once").count()
        answer = ask(client, channel)
        assert answer.status_code == 200, answer.content.decode()
        grant = Grant.objects.get()
        assert grant.state == "active"
        assert Notice.objects.filter(kind="keys_opened_at_once").count() > owed
        assert grant.account_by == datetime.date(2027, 1, 6)

        shown = show(client, grant, channel, "password")
        assert "no-store" in shown["Cache-Control"]
        assert shown["Referrer-Policy"] == "no-referrer"
        assert expose_text(keys["password"]) in _text(shown)
        code = show(client, grant, channel, "totp_seed")
        assert expose_text(keys["totp_seed"]) not in _text(code)
        assert "more seconds" in code.content.decode()
        assert Rotation.objects.get().state == "due"
        recorded = Entry.objects.filter(act__in=["grant.request", "grant.open_at_once"]).count()
        assert recorded == 2
        assert Entry.objects.filter(act="grant.reveal").count() == 2

        clock.shift(datetime.timedelta(minutes=61))
        later = show(client, grant, channel, "password")
        assert later.status_code == 302  # the sign-in is too old by now
        assert "/accounts/afresh" in later["Location"]


def test_whoever_is_not_on_duty_is_refused(cast: Cast, channel: Channel) -> None:
    with time_machine.travel(NIGHT, tick=False):
        answer = ask(signed_in(cast.on_call), channel)
        assert answer.status_code == 403
        assert not Grant.objects.exists()


@pytest.mark.parametrize("name", ["outsider", "member", "steward", "auditor", "executive"])
def test_the_wrong_person_opens_nothing(cast: Cast, channel: Channel, name: str) -> None:
    with time_machine.travel(NIGHT, tick=False):
        answer = ask(signed_in(cast.everybody[name]), channel)
        assert answer.status_code == 403
        assert not Grant.objects.exists()
        assert Entry.objects.latest("seq").act == "grant.request.refused"


def test_an_old_sign_in_is_asked_for_again_and_the_reason_kept(
    cast: Cast, channel: Channel
) -> None:
    with time_machine.travel(NIGHT, tick=False) as clock:
        given.on_duty(cast.on_call, NIGHT)
        client = signed_in(cast.on_call)
        clock.shift(datetime.timedelta(minutes=6))
        address = reverse("channel-keys-ask", args=[channel.pk])
        answer = client.post(address, {"reason": "A post must come down."})
        assert answer.status_code == 302
        assert answer["Location"].startswith("/accounts/afresh/")
        assert "post" not in answer["Location"].replace("keys%2Fask", "")
        client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
        client.post(reverse("mfa_reauthenticate"), {"code": given.code()})
        assert "A post must come down." in client.get(address).content.decode()
        assert ask(client, channel).status_code == 200
        assert Grant.objects.get().state == "active"


def test_by_day_an_officer_asks_and_the_head_approves(
    cast: Cast, channel: Channel, keys: dict[str, Any]
) -> None:
    with time_machine.travel(DAY, tick=False):
        officer, head = signed_in(cast.officer), signed_in(cast.head)
        assert ask(officer, channel).status_code == 200
        grant = Grant.objects.get()
        assert grant.state == "requested"
        approve = reverse("opening-step", args=[channel.pk, grant.pk, "approve"])
        assert officer.post(approve).status_code == 403
        assert show(officer, grant, channel, "password").status_code == 409
        assert head.post(approve).status_code == 302
        assert expose_text(keys["password"]) in _text(show(officer, grant, channel, "password"))
        assert show(head, grant, channel, "password").status_code == 403


@pytest.mark.parametrize(("purpose", "due"), [("act", 1), ("test", 0)])
def test_an_officers_test_makes_no_rotation_due(
    cast: Cast, channel: Channel, purpose: str, due: int
) -> None:
    with time_machine.travel(NIGHT, tick=False):
        officer = signed_in(cast.officer)
        ask(officer, channel, purpose)
        grant = Grant.objects.get()
        assert grant.purpose == purpose
        assert show(officer, grant, channel, "password").status_code == 200
        assert Rotation.objects.count() == due


def test_nobody_on_call_tests(cast: Cast, channel: Channel) -> None:
    with time_machine.travel(NIGHT, tick=False):
        given.on_duty(cast.on_call, NIGHT)
        ask(signed_in(cast.on_call), channel, "test")
        assert Grant.objects.get().purpose == "act"


def test_whoever_answers_for_the_channel_sees_the_opening(cast: Cast, channel: Channel) -> None:
    with time_machine.travel(NIGHT, tick=False):
        ask(signed_in(cast.officer), channel)
        page = reverse("opening", args=[channel.pk, Grant.objects.get().pk])
        lead, outsider = Client(), Client()
        lead.force_login(cast.lead)
        outsider.force_login(cast.outsider)
        seen = lead.get(page)
        assert seen.status_code == 200
        assert "Approve" not in seen.content.decode()
        assert outsider.get(page).status_code == 404


def test_account_is_given_on_the_next_working_day(cast: Cast, channel: Channel) -> None:
    given.on_duty(cast.on_call, NIGHT)
    with time_machine.travel(NIGHT, tick=False):
        ask(signed_in(cast.on_call), channel)
    with time_machine.travel(DAY, tick=False):
        grant = Grant.objects.get()
        account = reverse("opening-step", args=[channel.pk, grant.pk, "give_account"])
        on_call = signed_in(cast.on_call)
        on_call.get(account)
        grant.refresh_from_db()
        assert grant.state == "active"  # looking at the form ends nothing
        answer = on_call.post(account, {"account": "I took one post down."})
        assert answer.status_code == 302, answer.content.decode()
        grant.refresh_from_db()
        assert grant.state == "accounted"


def _text(answer: Any) -> str:
    return html.unescape(answer.content.decode())

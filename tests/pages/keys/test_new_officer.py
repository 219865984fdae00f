"""A steward alone makes nobody who reads a password, and nobody new opens keys at once."""

import datetime
import html
import re
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.contrib.auth.models import Group
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from governance import sweep
from governance.models import Channel
from ledger.refusals import RefusedError
from people import appointments
from people.models import Membership, User
from people.roles import Role
from tests import cast as given
from tests.cast import PASSWORD, TODAY, Cast
from tests.pages.admin.forms import NO_ROWS
from vault import grants
from vault.models import Custodian, Grant, Policy
from vault.secret import expose_text

EVENING = datetime.datetime(2027, 1, 5, 20, 0, tzinfo=datetime.UTC)
HOUR = datetime.timedelta(hours=1)
ACCOMPLICE = "accomplice@outside.invalid"


@pytest.fixture
def keys(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    made = given.keys()
    monkeypatch.setattr(given, "keys", lambda: made)
    return made


@pytest.fixture
def channel(cast: Cast, keys: dict[str, Any]) -> Channel:
    with time_machine.travel(given.NOON, tick=False):
        return given.live_channel(cast)


def test_a_steward_alone_makes_nobody_who_reads_a_password_that_night(
    cast: Cast, channel: Channel, keys: dict[str, Any], mailoutbox: list[EmailMessage]
) -> None:
    """The attack of 24 November 2026: an officer at an outside address, made by the admin's form.

    They are invited and choose a password, and a second step as well.
    """
    with time_machine.travel(EVENING, tick=False) as clock:
        steward = Client()
        backend = "allauth.account.auth_backends.AuthenticationBackend"
        steward.force_login(cast.steward, backend=backend)
        officers = [str(pk) for pk in Group.objects.filter(name="officer").values_list("pk")[0]]
        ticked = {"groups": officers, "give": ["officer"]}  # the one then, the other now
        facts = {"email": ACCOMPLICE, "name": "Accomplice", "is_active": "on", "invite": "on"}
        made = steward.post("/admin/people/user/add/", NO_ROWS | facts | ticked)
        assert made.status_code == 302

        accomplice = arrives(mailoutbox)
        for hours in (1, 2, 12, 30):
            clock.move_to(EVENING + hours * HOUR)
            assert expose_text(keys["password"]) not in reads(accomplice, channel)


def arrives(mailoutbox: list[EmailMessage]) -> Client:
    client = Client()
    sweep.post(timezone.localdate(), timezone.now())
    (mail,) = (each for each in mailoutbox if each.to == [ACCOMPLICE] and "invited" in each.subject)
    found = re.search(r"http\S+", str(mail.body))
    assert found is not None
    address = found.group().partition("testserver")[2]
    client.post(address, {"password1": PASSWORD, "password2": PASSWORD})
    person = User.objects.get(email=ACCOMPLICE)
    assert person.has_usable_password()
    totp.TOTP.activate(person, given.SECOND_STEP)
    return client


def reads(client: Client, channel: Channel) -> str:
    """Everything that the pages say to somebody who tries to open the keys now."""
    client.cookies.clear()
    given.sign_in_by_form(client, User.objects.get(email=ACCOMPLICE))
    ask = client.post(
        reverse("channel-keys-ask", args=[channel.pk]),
        {"reason": "A post must come down.", "purpose": "act"},
    )
    said = ask.content.decode()
    for grant in Grant.objects.all():
        address = reverse("opening-show", args=[channel.pk, grant.pk])
        said += client.post(address, {"field": "password"}).content.decode()
    return html.unescape(said)


def asks(user: User, channel: Channel) -> Any:
    client = Client()
    given.sign_in_by_form(client, user)
    return client.post(
        reverse("channel-keys-ask", args=[channel.pk]),
        {"reason": "A post must come down.", "purpose": "act"},
        follow=True,
    )


@pytest.fixture
def new_officer(cast: Cast, channel: Channel) -> User:
    """Somebody else agreed at eight in the evening."""
    with time_machine.travel(EVENING, tick=False):
        given.second_step(cast.member)
        found = appointments.give(cast.member, by=cast.steward, today=TODAY, role=Role.OFFICER)
        appointments.agree(found, by=cast.head, today=TODAY)
    return User.objects.get(pk=cast.member.pk)


def test_in_the_first_night_a_second_person_is_offered(
    cast: Cast, channel: Channel, new_officer: User
) -> None:
    with time_machine.travel(EVENING + 6 * HOUR, tick=False):
        page = asks(new_officer, channel).content.decode()
        grant = Grant.objects.get()
        assert (grant.policy, grant.state) == ("dual", "requested")
        assert "Open the keys now" not in page
        address = reverse("channel-keys-ask", args=[channel.pk])
        client = Client()
        given.sign_in_by_form(client, new_officer)
        said = client.get(address).content.decode()
        assert "You can open keys at once from 6 January 2027 at 8:00pm." in said


def test_no_moment_is_said_where_nobody_opens_at_once(
    cast: Cast, channel: Channel, new_officer: User
) -> None:
    Custodian.objects.update(out_of_hours=Policy.DUAL)
    with time_machine.travel(EVENING + 6 * HOUR, tick=False):
        client = Client()
        given.sign_in_by_form(client, new_officer)
        said = client.get(reverse("channel-keys-ask", args=[channel.pk])).content.decode()
        assert "You can open keys at once" not in said
        assert "Another officer approves your request first. Ring one" in said


def test_a_day_later_they_open_at_once(cast: Cast, channel: Channel, new_officer: User) -> None:
    with time_machine.travel(EVENING + 25 * HOUR, tick=False):
        asks(new_officer, channel)
        assert Grant.objects.get().state == "active"


@pytest.mark.parametrize("hours", [0, 23])
def test_the_vault_refuses_it_at_any_door(
    cast: Cast, channel: Channel, new_officer: User, hours: int
) -> None:
    assert channel.custodian is not None
    now = EVENING + hours * HOUR
    wish, glass = grants.Wish(reason="A post."), grants.AtOnce(now, now.date())
    who: dict[str, Any] = {"in_hours": False, "by": new_officer, "today": now.date()}
    with time_machine.travel(now, tick=False), pytest.raises(RefusedError) as found:
        grants.immediate(channel.custodian, wish, glass, **who)
    assert str(found.value) == (
        "Your role is new. You can open keys at once from 6 January 2027 at 8:00pm. Until then "
        "somebody else approves first: ask for an opening instead."
    )
    assert not Grant.objects.exists()


def test_a_new_second_step_is_as_new(cast: Cast, channel: Channel) -> None:
    """Whoever got hold of a password and set up a step of their own waits a day as well."""
    Authenticator.objects.filter(user=cast.officer).update(created_at=EVENING)
    with time_machine.travel(EVENING + HOUR, tick=False):
        asks(cast.officer, channel)
        assert Grant.objects.get().state == "requested"


def test_whoever_holds_another_role_for_long_is_not_new(cast: Cast, channel: Channel) -> None:
    with time_machine.travel(EVENING, tick=False):
        found = appointments.give(cast.officer, by=cast.steward, today=TODAY, role=Role.ON_CALL)
        appointments.agree(found, by=cast.head, today=TODAY)
        asks(cast.officer, channel)
        assert Grant.objects.get().state == "active"


def test_new_on_call_is_new(cast: Cast, channel: Channel) -> None:
    given.appoint(cast.member, Role.ON_CALL, since=EVENING)
    Membership.objects.filter(user=cast.member).delete()
    with time_machine.travel(EVENING + HOUR, tick=False):
        given.on_duty(cast.member, EVENING + HOUR)
        asks(cast.member, channel)
        assert Grant.objects.get().state == "requested"


def test_whoever_answers_for_the_channel_opens_as_before(cast: Cast, channel: Channel) -> None:
    """Their right comes from the plan that was approved, not from a role."""
    given.appoint(cast.lead, Role.OFFICER, since=EVENING)
    with time_machine.travel(EVENING + HOUR, tick=False):
        asks(cast.lead, channel)
        assert Grant.objects.get().state == "active"

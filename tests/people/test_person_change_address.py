"""A new address that its person opened a link at: they are who they were, and keep their roles."""

import datetime

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client
from django.urls import reverse

from governance import sweep
from ledger.refusals import ForbiddenError
from people import addresses
from people.models import User
from tests import cast as given
from tests.cast import NOON, TODAY, Cast
from tests.governance.outcomes import refused
from tests.ledger.reading import acts, last, told
from tests.pages.conftest import SignIn, sign_in
from tests.people.factors.sessions import record
from tests.people.test_person_ask_for_address import NEW, ask
from vault.models import Grant, Rotation

__all__ = ["sign_in"]

pytestmark = pytest.mark.usefixtures("noon")


def fresh(client: Client, user: User, *methods: str) -> Client:
    """As if they had shown it just now."""
    step = Authenticator.objects.get(user=user, type="totp").pk
    for method in methods or ("password", "mfa"):
        record(client, user, method, id=step)
    return client


def test_no_role_is_lost_no_opening_ends_and_no_keys_are_due(cast: Cast) -> None:
    """As they would be where a steward changes it, who may be somebody else in their name."""
    given.live_channel(cast)
    before = Rotation.objects.count(), Grant.objects.count()
    ask(cast.officer)
    addresses.change(cast.officer, by=cast.officer, today=TODAY)
    officer = User.objects.get(pk=cast.officer.pk)
    assert (officer.email, officer.new_email) == (NEW, "")
    assert officer.is_officer
    assert not officer.waiting_roles
    assert (Rotation.objects.count(), Grant.objects.count()) == before
    assert acts()[-2:] == ["person.ask_for_address", "person.change_address"]


def test_head_and_auditors_hear_of_one_whose_role_decides_or_opens(cast: Cast) -> None:
    ask(cast.officer)
    addresses.change(cast.officer, by=cast.officer, today=TODAY)
    assert told("address_changed") == ["Auditor", "Head", "Officer", "Officer"]
    words = last("person.change_address").words
    assert words == {"before": "officer@riverside.invalid", "now": NEW}


def test_of_others_they_alone(cast: Cast) -> None:
    given.second_step(cast.lead)
    ask(cast.lead)
    addresses.change(cast.lead, by=cast.lead, today=TODAY)
    assert told("address_changed") == ["Lead", "Lead"]


def test_the_old_address_is_told_and_what_was_meant_for_it_goes_there_still(cast: Cast) -> None:
    """Also where the mail server was away until the new one counted."""
    ask(cast.officer)
    addresses.change(cast.officer, by=cast.officer, today=TODAY)
    sweep.post(TODAY, NOON)
    sent = [(each.to[0], each.subject) for each in mail.outbox]
    old = "officer@riverside.invalid"
    assert (old, "Somebody asked to change your e-mail address") in sent
    for address in (old, NEW):
        assert (address, "A new e-mail address of Officer") in sent


def test_a_second_step_of_today_does_not_do_it(cast: Cast) -> None:
    """Whoever knows a password and has a session can put their own in its place."""
    Authenticator.objects.filter(user=cast.officer).delete()
    given.second_step(cast.officer, since=NOON - datetime.timedelta(hours=23))
    said = (
        "Your second step of signing in is new. You can change your address from "
        "4 January 2027 at 1:00pm."
    )
    assert said in refused(addresses.ask, cast.officer, cast.officer, email=NEW)
    with time_machine.travel(NOON + datetime.timedelta(hours=1), tick=False):
        ask(cast.officer)


def test_whoever_asked_for_none_has_nothing_to_confirm(cast: Cast) -> None:
    said = refused(addresses.change, cast.officer, cast.officer)
    assert list(said.values()) == ["person.ask_for_address"]


def test_not_where_somebody_else_has_it_by_now(cast: Cast) -> None:
    ask(cast.officer)
    User.objects.filter(pk=cast.lead.pk).update(email=NEW.upper())
    assert "Somebody has this e-mail address already." in refused(
        addresses.change, cast.officer, cast.officer
    )


def test_for_oneself_alone(cast: Cast) -> None:
    ask(cast.officer)
    for by in (cast.steward, cast.head, cast.officer2):
        with pytest.raises(ForbiddenError):
            addresses.change(cast.officer, by=by, today=TODAY)


def test_from_asking_to_the_link(cast: Cast, sign_in: SignIn) -> None:
    officer = fresh(sign_in(cast.officer), cast.officer)
    assert 'href="/address/"' in officer.get("/accounts/2fa/").content.decode()
    answer = officer.post("/address/", {"email": NEW}, follow=True)
    assert f"Open the link that we send to {NEW}." in answer.content.decode()
    person = User.objects.get(pk=cast.officer.pk)
    link = reverse("address-link", args=[addresses.token(person)])
    assert officer.get(link).status_code == 200
    assert User.objects.get(pk=person.pk).email == "officer@riverside.invalid"
    answer = officer.post(link, follow=True)
    assert f"Your e-mail address is {NEW}." in answer.content.decode()
    assert "This link does not work" in officer.get(link, follow=True).content.decode()


@pytest.mark.parametrize("method", ["password", "mfa", "socialaccount"])
def test_a_stolen_session_does_not_do_it(cast: Cast, sign_in: SignIn, method: str) -> None:
    officer = fresh(sign_in(cast.officer), cast.officer, method)
    for client in (officer, sign_in(cast.officer)):
        answer = client.post("/address/", {"email": NEW})
        assert answer.headers["Location"].startswith(reverse("afresh"))
    assert not User.objects.get(pk=cast.officer.pk).new_email
    ask(cast.officer)
    link = reverse("address-link", args=[addresses.token(cast.officer)])
    assert officer.post(link).headers["Location"].startswith(reverse("afresh"))


def test_a_link_is_for_its_person_what_they_ask_and_two_hours(cast: Cast) -> None:
    ask(cast.officer)
    made = addresses.token(cast.officer)
    assert addresses.opens(cast.officer, made)
    assert not addresses.opens(cast.head, made)
    assert not addresses.opens(cast.officer, made + "x")
    ask(cast.officer, "another@riverside.invalid")
    assert not addresses.opens(cast.officer, made)
    made = addresses.token(cast.officer)
    with time_machine.travel(NOON + datetime.timedelta(hours=2, seconds=1), tick=False):
        assert not addresses.opens(cast.officer, made)

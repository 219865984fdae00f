"""A passkey in a real browser: added, used to sign in and afresh, lost and removed."""

import datetime
import re

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import expect

from ledger.models import Entry
from people.models import User
from tests.cast import NOON, PASSWORD, Cast
from tests.journeys.authenticator import Key
from tests.journeys.conftest import PHONE, Arrive, Travel
from tests.journeys.somebody import Somebody

pytestmark = pytest.mark.journey


def adds_a_passkey(person: Somebody) -> list[str]:
    """And writes down the recovery codes that come with it."""
    person.opens("/accounts/2fa/")
    person.follows("Add a passkey")
    person.writes("A name for it", "My phone")
    person.page.get_by_role("button", name="Add a passkey").click()
    person.page.get_by_role("heading", name="Your recovery codes").wait_for()
    person.reads("Your passkey is set up.", "They are not shown again.")
    return re.findall(r"\b\d{8}\b", person.text)


def signs_in(person: Somebody) -> None:
    assert person.user is not None
    person.opens("/accounts/login/")
    person.writes("Email", person.user.email)
    person.writes("Password", PASSWORD)
    person.presses("Sign in")
    person.reads("Your second step")


def uses_the_passkey(person: Somebody, then: str) -> None:
    person.page.get_by_role("button", name="Use a passkey").click()
    person.page.get_by_text(then).first.wait_for()


def test_from_adding_to_losing_it(arrive: Arrive, cast: Cast) -> None:
    member = arrive(cast.member, by_form=True, screen=PHONE)
    key = Key(member)
    codes = adds_a_passkey(member)
    assert len(codes) == 10
    member.opens("/accounts/2fa/")
    member.reads("My phone, added on 4 January 2027")
    member.presses("Sign out")
    signs_in(member)
    uses_the_passkey(member, "Sign out")
    member.opens("/accounts/2fa/")
    member.reads("My phone")

    key.is_lost()
    member.presses("Sign out")
    signs_in(member)
    member.writes("Code", codes[0])
    member.presses("Sign in")
    member.opens("/accounts/2fa/")
    member.follows("Remove the passkey My phone")
    member.presses("Remove the passkey")
    member.reads("Your passkey is removed.")
    assert not Authenticator.objects.filter(user=cast.member).exists()
    done = Entry.objects.filter(act__contains="second_step").order_by("seq")
    assert list(done.values_list("act", flat=True)) == [
        "person.add_second_step",
        "person.remove_second_step",
    ]


def test_a_key_that_somebody_found_opens_nothing(arrive: Arrive, cast: Cast) -> None:
    member = arrive(cast.member, by_form=True)
    key = Key(member)
    adds_a_passkey(member)
    member.presses("Sign out")
    key.forgets_its_pin()
    signs_in(member)
    member.page.get_by_role("button", name="Use a passkey").click()
    expect(member.page.get_by_text("That did not work.")).to_be_visible()
    member.opens("/plans/")
    assert member.path.startswith("/accounts/2fa/authenticate/")


def test_a_role_works_with_a_passkey_and_it_is_asked_for_afresh(
    arrive: Arrive, cast: Cast, travel: Travel
) -> None:
    Authenticator.objects.filter(user=cast.officer).delete()
    officer = arrive(cast.officer, by_form=True)
    Key(officer)
    assert not User.objects.get(pk=cast.officer.pk).is_officer
    adds_a_passkey(officer)
    assert User.objects.get(pk=cast.officer.pk).is_officer
    officer.presses("Sign out")
    signs_in(officer)
    uses_the_passkey(officer, "Sign out")
    travel(NOON + datetime.timedelta(minutes=10))
    officer.opens("/address/")
    officer.reads("Sign in again")
    officer.writes("Password", PASSWORD)
    officer.presses("Continue")
    uses_the_passkey(officer, "You can change your address from")
